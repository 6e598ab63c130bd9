namespace Footnote.Models.OpenAi;

/// <summary>A failed call to a model provider. Its message names kinds and numbers only, never text of the provider or the user.</summary>
public sealed class ProviderException : Exception
{
    public ProviderException()
        : this(ProviderFailure.Failed)
    {
    }

    public ProviderException(string message)
        : base(message)
    {
    }

    public ProviderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public ProviderException(ProviderFailure failure, int? status = null, Exception? innerException = null)
        : base($"The model provider failed: {failure}{(status is null ? "" : $" ({status})")}.", innerException)
    {
        Failure = failure;
        Status = status;
    }

    public ProviderFailure Failure { get; } = ProviderFailure.Failed;

    public int? Status { get; }

    /// <summary>How long the provider asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The request parameter that the provider does not take, when it named one.</summary>
    public string? Parameter { get; init; }

    public bool IsTransient => Failure is ProviderFailure.Unreachable or ProviderFailure.TimedOut or ProviderFailure.RateLimited
        || (Failure == ProviderFailure.Failed && Status is 408 or 409 or >= 500);
}
