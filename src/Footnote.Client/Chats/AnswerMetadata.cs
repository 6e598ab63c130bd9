namespace Footnote.Client.Chats;

/// <summary>How an answer came about.</summary>
public sealed record AnswerMetadata
{
    /// <summary>Tokens read and written.</summary>
    public int TokensUsed { get; init; }

    /// <summary>Tokens read by the model.</summary>
    public int InputTokens { get; init; }

    /// <summary>Tokens written by the model.</summary>
    public int OutputTokens { get; init; }

    /// <summary>Milliseconds from question to end of answer.</summary>
    public double ResponseTimeMs { get; init; }

    /// <summary>The model that wrote the answer; null when none was called.</summary>
    public string? ModelUsed { get; init; }

    /// <summary>Whether the answer came from the cache.</summary>
    public bool Cached { get; init; }

    /// <summary><c>answered</c> or <c>not_found</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>How was searched.</summary>
    public string? Strategy { get; init; }

    /// <summary>The fallback that was used; null when none was needed.</summary>
    public string? FallbackUsed { get; init; }

    /// <summary>Language of the question (ISO 639-1).</summary>
    public string? Language { get; init; }

    /// <summary>Sentence the reader should see, for example that the question's language is not supported; null for none.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether every sentence is borne by a passage; null when the answer was not made from passages.</summary>
    public bool? Grounded { get; init; }

    /// <summary>Whether the token limit cut the answer.</summary>
    public bool Truncated { get; init; }

    /// <summary>What was searched, when it differs from the question.</summary>
    public string? RewrittenQuestion { get; init; }

    /// <summary>Whether the documents held an answer.</summary>
    public bool IsAnswered => string.Equals(Outcome, "answered", StringComparison.Ordinal);
}
