using Footnote.Retrieval.Chunking;

namespace Footnote.Knowledge.Reading;

/// <summary>What reading one file gave.</summary>
public sealed record ReadingOutcome(ReadingStatus Status, FileFormat Format)
{
    /// <summary>The text and its structure; null unless completed.</summary>
    public StructuredDocument? Document { get; init; }

    /// <summary>How many pages, slides or sheets; null where the format knows none.</summary>
    public int? Pages { get; init; }

    /// <summary>How many of the pages gave no text.</summary>
    public int EmptyPages { get; init; }

    /// <summary>The pages whose text was recognised in a picture.</summary>
    public IReadOnlyList<int> OcrPages { get; init; } = [];

    /// <summary>How many tables were found.</summary>
    public int Tables { get; init; }

    /// <summary>The language of the text, "und" when it cannot be told.</summary>
    public string Language { get; init; } = "und";

    /// <summary>Which parser read it.</summary>
    public string Parser { get; init; } = "local";

    /// <summary>The parser that stood in for the one that was to read it; null when that one did.</summary>
    public string? Fallback { get; init; }

    public IReadOnlyList<ReadingWarning> Warnings { get; init; } = [];

    /// <summary>ENCRYPTED, CORRUPT, NO_TEXT, TIMEOUT or UNSUPPORTED; null when completed.</summary>
    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }
}
