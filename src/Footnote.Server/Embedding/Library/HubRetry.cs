namespace Footnote.Server.Embedding.Library;

/// <summary>Makes a request again that failed for a passing reason, after a wait that doubles or that the hub asks for.</summary>
internal sealed class HubRetry(ModelHubOptions options, TimeProvider time, Func<double> random)
{
    /// <param name="attempt">The request.</param>
    /// <param name="advanced">How far the work is, in any unit: an attempt that got further starts to count anew; null counts all.</param>
    /// <param name="waiting">Is told before each wait how long it is.</param>
    /// <param name="cancellationToken">Ends the waiting, too.</param>
    public async Task<T> RunAsync<T>(
        Func<Task<T>> attempt, Func<long>? advanced, Action<TimeSpan> waiting, CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            var before = advanced?.Invoke() ?? 0;
            try
            {
                return await attempt();
            }
            catch (Exception failure) when (IsPassing(failure) && !cancellationToken.IsCancellationRequested)
            {
                failures = (advanced?.Invoke() ?? 0) > before ? 1 : failures + 1;
                var asked = (failure as HubException)?.RetryAfter;
                if (failures >= options.Attempts || asked > options.LongestDelay)
                {
                    throw GivenUp(failure, failures, asked);
                }

                var delay = asked ?? Delay(failures);
                waiting(delay);
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }

    private static bool IsPassing(Exception failure) =>
        failure is HubException { IsPassing: true } or HttpRequestException or TaskCanceledException { InnerException: TimeoutException };

    private static HubException GivenUp(Exception failure, int failures, TimeSpan? asked)
    {
        var reason = asked is { } wait && failures == 1
            ? $"it asks for {(long)wait.TotalSeconds} s of patience"
            : $"tried {failures} times";
        var isInterrupted = failure is not HubException { IsInterrupted: false };
        return new HubException($"{failure.Message.TrimEnd('.')} ({reason}).", isInterrupted, failure);
    }

    /// <summary>Half of the doubled wait is certain, half is chance, so that many clients do not come back together.</summary>
    private TimeSpan Delay(int failures)
    {
        var longest = Math.Min(options.FirstDelay.TotalSeconds * Math.Pow(2, failures - 1), options.LongestDelay.TotalSeconds);
        return TimeSpan.FromSeconds(longest * (0.5 + (0.5 * random())));
    }
}
