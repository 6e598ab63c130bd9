using Footnote.Platform.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Footnote.Knowledge.Sources.Running;

/// <summary>One worker: takes a source that is due and runs it, then the next.</summary>
internal sealed class SourceWorker(SourceQueue queue, SourceRunner runner, SourceSignal signal, ILogger<SourceWorker> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!await TryRunAsync(stoppingToken))
            {
                await signal.WaitAsync(Pause, stoppingToken);
            }
        }
    }

    /// <summary>False when nothing was due or the database is away.</summary>
    private async Task<bool> TryRunAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await queue.ClaimAsync(stoppingToken) is not { } run)
            {
                return false;
            }

            await runner.RunAsync(run, stoppingToken);
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or DatabaseNotConnectedException)
        {
            Log.SourcesUnavailable(logger, exception);
            return false;
        }
    }
}
