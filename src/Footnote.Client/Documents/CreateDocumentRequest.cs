namespace Footnote.Client.Documents;

/// <summary>A document made from text.</summary>
/// <param name="Title">Title to show.</param>
/// <param name="Text">Plain text or Markdown.</param>
public sealed record CreateDocumentRequest(string Title, string Text)
{
    /// <summary>Collection to put it into; null for the default one.</summary>
    public Guid? CollectionId { get; init; }

    /// <summary>Free category for filtering.</summary>
    public string? Category { get; init; }

    /// <summary>Free tags for filtering; null for none.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Readable by the caller alone when true.</summary>
    public bool? Restricted { get; init; }
}
