namespace Footnote.Models.OpenAi;

/// <summary>Why a call to a provider failed: what the fallback and the log distinguish.</summary>
public enum ProviderFailure
{
    Unreachable,
    TimedOut,
    RateLimited,
    QuotaExhausted,
    Refused,
    Unauthorized,
    Failed,
    Malformed,
    CutShort,
    Empty,
    PromptLeak,
    CircuitOpen,
}
