using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Footnote.Models.OpenAi;

/// <summary>
/// The resilience pipeline of a provider: retry with jitter that honours Retry-After, circuit breaker, time limit per attempt.
/// </summary>
internal static class ProviderPipeline
{
    private const double FailureRatio = 0.5;
    private const int LeastCalls = 6;

    public static ResiliencePipeline Create(ModelsOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(300),
                MaxDelay = options.MaxRetryDelay,
                ShouldHandle = arguments => ValueTask.FromResult(IsWorthRetrying(arguments.Outcome.Exception, options.MaxRetryDelay)),
                DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as ProviderException)?.RetryAfter),
            });
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = FailureRatio,
                MinimumThroughput = LeastCalls,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = options.BreakDuration,
                ShouldHandle = arguments => ValueTask.FromResult(IsFault(arguments.Outcome.Exception)),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.AttemptTimeout })
            .Build();
    }

    /// <summary>The failure that an exception of a call through the pipeline stands for.</summary>
    public static ProviderFailure FailureOf(Exception exception) => exception switch
    {
        ProviderException fault => fault.Failure,
        BrokenCircuitException => ProviderFailure.CircuitOpen,
        TimeoutRejectedException => ProviderFailure.TimedOut,
        _ => ProviderFailure.Failed,
    };

    private static bool IsWorthRetrying(Exception? exception, TimeSpan longestWait) => exception switch
    {
        ProviderException fault => fault.IsTransient && !(fault.RetryAfter > longestWait),
        TimeoutRejectedException => true,
        _ => false,
    };

    private static bool IsFault(Exception? exception) => exception switch
    {
        ProviderException fault => fault.IsTransient || fault.Failure is ProviderFailure.QuotaExhausted or ProviderFailure.Unauthorized,
        TimeoutRejectedException => true,
        _ => false,
    };
}
