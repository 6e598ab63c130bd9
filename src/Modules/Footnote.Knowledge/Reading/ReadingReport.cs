namespace Footnote.Knowledge.Reading;

/// <summary>How well a file could be read, in numbers. It is stored with the version and sent as it is, and holds no text.</summary>
public sealed record ReadingReport
{
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

    public int Characters { get; init; }

    public int Tables { get; init; }

    /// <summary>ISO 639-1, "und" when it cannot be told.</summary>
    public required string Language { get; init; }

    public IReadOnlyList<ReadingWarning> Warnings { get; init; } = [];

    public static ReadingReport Of(ReadingOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return new ReadingReport
        {
            Format = outcome.Format.ToString().ToLowerInvariant(),
            Parser = outcome.Parser,
            Fallback = outcome.Fallback,
            Pages = outcome.Pages,
            EmptyPages = outcome.EmptyPages,
            OcrPages = outcome.OcrPages,
            Characters = outcome.Document?.Text.Length ?? 0,
            Tables = outcome.Tables,
            Language = outcome.Language,
            Warnings = outcome.Warnings,
        };
    }
}
