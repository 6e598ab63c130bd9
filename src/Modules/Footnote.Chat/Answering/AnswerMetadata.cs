namespace Footnote.Chat.Answering;

/// <summary>How an answer came about.</summary>
internal sealed record AnswerMetadata
{
    public const string Answered = "answered";
    public const string NotFound = "not_found";

    public long TokensUsed => InputTokens + OutputTokens;

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    public double ResponseTimeMs { get; init; }

    /// <summary>Null when no model was called.</summary>
    public string? ModelUsed { get; init; }

    public bool Cached { get; init; }

    public string Outcome { get; init; } = Answered;

    /// <summary>Why nothing was found, in UPPER_SNAKE; null when answered.</summary>
    public string? Reason { get; init; }

    public string? Strategy { get; init; }

    public string? FallbackUsed { get; init; }

    public string? Language { get; init; }

    /// <summary>A sentence the reader should see; null for none.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether every sentence is borne by a passage; null when nothing was answered from passages.</summary>
    public bool? Grounded { get; init; }

    /// <summary>Whether the token limit cut the answer.</summary>
    public bool Truncated { get; init; }

    /// <summary>What was searched, when it differs from the question.</summary>
    public string? RewrittenQuestion { get; init; }
}
