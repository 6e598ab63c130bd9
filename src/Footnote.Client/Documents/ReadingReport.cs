namespace Footnote.Client.Documents;

/// <summary>The reading of a file in numbers.</summary>
public sealed record ReadingReport
{
    /// <summary>What the file is by its content.</summary>
    public required string Format { get; init; }

    /// <summary>local or llamaparse.</summary>
    public required string Parser { get; init; }

    /// <summary>The parser that stood in for the one that was to read it; null when that one did.</summary>
    public string? Fallback { get; init; }

    /// <summary>Pages, slides or sheets; null where the format knows none.</summary>
    public int? Pages { get; init; }

    /// <summary>Pages without text.</summary>
    public int EmptyPages { get; init; }

    /// <summary>Pages whose text was recognised in a picture.</summary>
    public IReadOnlyList<int> OcrPages { get; init; } = [];

    /// <summary>Characters of the text.</summary>
    public int Characters { get; init; }

    /// <summary>Tables found.</summary>
    public int Tables { get; init; }

    /// <summary>ISO 639-1, "und" when it cannot be told.</summary>
    public required string Language { get; init; }

    /// <summary>What its owner should know; each has a stable code.</summary>
    public IReadOnlyList<DocumentFault> Warnings { get; init; } = [];
}
