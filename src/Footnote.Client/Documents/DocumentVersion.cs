namespace Footnote.Client.Documents;

/// <summary>One version of a document's content.</summary>
public sealed record DocumentVersion
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>pending, published, superseded or failed.</summary>
    public required string Status { get; init; }

    /// <summary>Whether searches and answers use it.</summary>
    public bool Answers { get; init; }

    /// <summary>Name of the uploaded file; null for text.</summary>
    public string? FileName { get; init; }

    /// <summary>Type found in the content.</summary>
    public string? MediaType { get; init; }

    /// <summary>Size of the original in bytes.</summary>
    public long SizeBytes { get; init; }

    /// <summary>SHA-256 of the original in hexadecimal digits.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Why it could not be read; null otherwise.</summary>
    public DocumentFault? Error { get; init; }

    /// <summary>Who uploaded it.</summary>
    public Guid CreatedBy { get; init; }

    /// <summary>When it was uploaded.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it began to answer; null when it never did.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
}
