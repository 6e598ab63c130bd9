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

    /// <summary>Where the text came from: upload, web, api or manual; null for api.</summary>
    public string? Source { get; init; }

    /// <summary>The date the document itself bears.</summary>
    public DateOnly? DocumentDate { get; init; }

    /// <summary>Custom fields: texts, numbers, booleans; dates are texts such as 2026-01-31.</summary>
    public IReadOnlyDictionary<string, object>? Custom { get; init; }

    /// <summary>Who may read it; null for everyone, or for the caller alone when it is restricted.</summary>
    public DocumentReaders? Readers { get; init; }
}
