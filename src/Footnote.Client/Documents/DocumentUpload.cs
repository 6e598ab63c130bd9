namespace Footnote.Client.Documents;

/// <summary>A file to upload.</summary>
/// <param name="FileName">Name without a path.</param>
/// <param name="Content">The bytes; read once.</param>
public sealed record DocumentUpload(string FileName, Stream Content)
{
    /// <summary>Title to show; null lets the server derive it.</summary>
    public string? Title { get; init; }

    /// <summary>Claimed type, for example <c>application/pdf</c>; the server looks at the content instead.</summary>
    public string? MediaType { get; init; }

    /// <summary>Collection to put it into; null for the default one.</summary>
    public Guid? CollectionId { get; init; }

    /// <summary>Free category for filtering.</summary>
    public string? Category { get; init; }

    /// <summary>Free tags for filtering; null for none.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Readable by the uploader alone.</summary>
    public bool Restricted { get; init; }

    /// <summary>The date the document itself bears.</summary>
    public DateOnly? DocumentDate { get; init; }

    /// <summary>Custom fields: texts, numbers, booleans; dates are texts such as 2026-01-31.</summary>
    public IReadOnlyDictionary<string, object>? Custom { get; init; }

    /// <summary>Who may read it; null for everyone, or for the caller alone when it is restricted.</summary>
    public DocumentReaders? Readers { get; init; }

    /// <summary>With the same key the first result is replayed instead of a second document created.</summary>
    public string? IdempotencyKey { get; init; }
}
