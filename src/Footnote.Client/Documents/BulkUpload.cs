namespace Footnote.Client.Documents;

/// <summary>Many files to be added at once, with what holds for all of them.</summary>
/// <param name="Files">The files, zip archives among them; what an archive holds becomes a document each.</param>
public sealed record BulkUpload(IReadOnlyList<BulkFile> Files)
{
    /// <summary>The collection they join; null for none.</summary>
    public Guid? CollectionId { get; init; }

    /// <summary>A category for filters.</summary>
    public string? Category { get; init; }

    /// <summary>Tags for filters, beside those of the folders.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>True when only the caller may read them.</summary>
    public bool Restricted { get; init; }

    /// <summary>With the same key and the same files, what was taken before is reported again instead of being added twice.</summary>
    public string? IdempotencyKey { get; init; }
}
