using Footnote.Platform.Hosting;
using Microsoft.Extensions.Logging;

namespace Footnote.Knowledge.Maintenance;

/// <summary>When housekeeping runs, and what becomes of a round that fails.</summary>
internal sealed class HousekeepingClock(Readiness readiness, TimeProvider timeProvider, ILogger<HousekeepingClock> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public DateTimeOffset Now => timeProvider.GetUtcNow();

    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        await readiness.WhenReadyAsync(cancellationToken);
        await Task.Delay(Interval, timeProvider, cancellationToken);
        return true;
    }

    public async Task TryAsync(Func<CancellationToken, Task<int>> round, CancellationToken cancellationToken)
    {
        try
        {
            var documents = await round(cancellationToken);
            if (documents > 0)
            {
                Log.Purged(logger, documents);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.MaintenanceFailed(logger, exception);
        }
    }
}
