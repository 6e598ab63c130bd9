using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Footnote.Knowledge.Parsing.LlamaParse;

/// <summary>
/// The service's resilience pipeline: retry with jitter that honours Retry-After, circuit breaker, time limit per attempt.
/// </summary>
internal sealed class LlamaParsePipeline
{
    private const double FailureRatio = 0.5;
    private const int LeastCalls = 6;

    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline _pipeline;

    public LlamaParsePipeline(LlamaParseOptions options, TimeProvider timeProvider)
    {
        var builder = new ResiliencePipelineBuilder { Name = "llamaparse", TimeProvider = timeProvider };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                ShouldHandle = arguments => ValueTask.FromResult(IsWorthRetrying(arguments.Outcome.Exception, options.MaxRetryDelay)),
                DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as ParserException)?.RetryAfter),
            });
        }

        _pipeline = builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = FailureRatio,
                MinimumThroughput = LeastCalls,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = options.BreakDuration,
                StateProvider = _state,
                ShouldHandle = arguments => ValueTask.FromResult(IsFault(arguments.Outcome.Exception)),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.RequestTimeout })
            .Build();
    }

    /// <summary>Whether the service is left alone because it kept failing.</summary>
    public bool IsOpen => _state.CircuitState is CircuitState.Open or CircuitState.Isolated;

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async token => await call(token), cancellationToken);
        }
        catch (BrokenCircuitException open)
        {
            throw new ParserException(ParserFailure.CircuitOpen, innerException: open);
        }
        catch (TimeoutRejectedException late)
        {
            throw new ParserException(ParserFailure.TimedOut, innerException: late);
        }
    }

    private static bool IsWorthRetrying(Exception? exception, TimeSpan longestWait) => exception switch
    {
        ParserException fault => fault.IsTransient && !(fault.RetryAfter > longestWait),
        TimeoutRejectedException => true,
        _ => false,
    };

    private static bool IsFault(Exception? exception) => exception switch
    {
        ParserException fault => fault.IsTransient || fault.Failure is ParserFailure.QuotaExhausted or ParserFailure.Unauthorized,
        TimeoutRejectedException => true,
        _ => false,
    };
}
