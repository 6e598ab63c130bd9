namespace Footnote.Knowledge.Parsing;

/// <summary>A parsing service failed. Its message names kinds and numbers only, never text of the service or of a document.</summary>
internal sealed class ParserException(ParserFailure failure, int? status = null, Exception? innerException = null)
    : Exception($"The parsing service failed: {failure}{(status is null ? "" : $" ({status})")}.", innerException)
{
    public ParserFailure Failure { get; } = failure;

    public int? Status { get; } = status;

    /// <summary>How long the service asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public bool IsTransient => Failure is ParserFailure.Unreachable or ParserFailure.TimedOut or ParserFailure.RateLimited
        or ParserFailure.Malformed || (Failure == ParserFailure.Failed && Status is 408 or 409 or >= 500);
}
