using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Sources.Running;

/// <summary>Carries one claimed run to its end, with the lease renewed beside it. However it ends, the history says so.</summary>
internal sealed class SourceRunner(
    SourceQueue queue, SourceSync sync, SourceConnectors connectors, IOptions<KnowledgeOptions> options, ILogger<SourceRunner> logger)
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2);

    public async Task RunAsync(ClaimedRun run, CancellationToken stoppingToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        ending.CancelAfter(options.Value.Sources.MaxRunTime);
        var tally = new RunTally();
        var watch = WatchAsync(run, tally, ending);
        RunEnd end;
        try
        {
            await using var connector = connectors.Create(run.Source);
            end = await sync.RunAsync(run, connector, tally, ending.Token);
        }
        catch (SourceException exception)
        {
            end = new RunEnd(RunState.Failed, exception.Failure);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            end = new RunEnd(RunState.Failed, SourceFailures.RanTooLong());
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // a fault in one source must not end the runs of the others
            Log.SourceRunFailed(logger, exception, run.Source.Id);
            end = new RunEnd(RunState.Failed, SourceFailures.Internal());
        }

        await ending.CancelAsync();
        end = await watch switch
        {
            RunSigns.Lost => new RunEnd(RunState.Interrupted),
            RunSigns.Cancel => new RunEnd(RunState.Cancelled),
            _ when stoppingToken.IsCancellationRequested && end.State == RunState.Failed => new RunEnd(RunState.Interrupted),
            _ => end,
        };
        await queue.EndAsync(run, tally, end, CancellationToken.None);
        Log.SourceRunEnded(logger, run.Source.Id, end.State, tally.Seen, tally.Created + tally.Replaced, tally.Deleted, tally.Failed);
    }

    /// <summary>Renews the lease until the run has ended, and ends it when it was cancelled or the lease lost.</summary>
    private async Task<RunSigns> WatchAsync(ClaimedRun run, RunTally tally, CancellationTokenSource ending)
    {
        var third = options.Value.Sources.LeaseTime / 3;
        using var clock = new PeriodicTimer(third < LongestSilence ? third : LongestSilence);
        try
        {
            while (await clock.WaitForNextTickAsync(ending.Token))
            {
                var signs = await RenewAsync(run, tally, ending.Token);
                if (signs != RunSigns.Go)
                {
                    await ending.CancelAsync();
                    return signs;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the run has ended
        }

        return RunSigns.Go;
    }

    /// <summary>A database that is away for a moment costs nothing: the lease is longer than the pause.</summary>
    private async Task<RunSigns> RenewAsync(ClaimedRun run, RunTally tally, CancellationToken cancellationToken)
    {
        try
        {
            return await queue.RenewAsync(run, tally, cancellationToken);
        }
        catch (Npgsql.NpgsqlException exception)
        {
            Log.SourcesUnavailable(logger, exception);
            return RunSigns.Go;
        }
    }
}
