using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Footnote.Knowledge.Storage.S3;

/// <summary>The resilience pipeline "object-store": retry with jitter that honours Retry-After, circuit breaker, time limit per
/// attempt.</summary>
internal static class S3Pipeline
{
    private const double FailureRatio = 0.8;
    private const int LeastCalls = 20;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public static ResiliencePipeline Create(S3Settings settings)
    {
        var builder = new ResiliencePipelineBuilder { Name = "object-store" };
        if (settings.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = settings.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = settings.RetryDelay,
                MaxDelay = LongestWait,
                ShouldHandle = arguments => ValueTask.FromResult(S3Faults.IsTransient(arguments.Outcome.Exception)),
                DelayGenerator = arguments => ValueTask.FromResult(Bounded(S3Faults.RetryAfterOf(arguments.Outcome.Exception))),
            });
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = FailureRatio,
                MinimumThroughput = LeastCalls,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = settings.BreakDuration,
                ShouldHandle = arguments => ValueTask.FromResult(S3Faults.IsTransient(arguments.Outcome.Exception)),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = settings.AttemptTimeout })
            .Build();
    }

    private static TimeSpan? Bounded(TimeSpan? wait) => wait > LongestWait ? LongestWait : wait;
}
