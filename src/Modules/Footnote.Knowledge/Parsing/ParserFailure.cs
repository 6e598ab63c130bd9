namespace Footnote.Knowledge.Parsing;

/// <summary>Why a parsing service gave no text: what the fallback, the log and the metrics distinguish.</summary>
internal enum ParserFailure
{
    Unreachable,
    TimedOut,
    RateLimited,
    QuotaExhausted,
    Unauthorized,
    Refused,
    Failed,
    Malformed,
    JobFailed,
    TooLarge,
    NoText,
    CircuitOpen,
}
