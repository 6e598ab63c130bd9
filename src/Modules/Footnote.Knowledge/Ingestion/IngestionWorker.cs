using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Ingestion;

/// <summary>Runs the workers of this process: as many documents at once as configured, never more in memory.</summary>
internal sealed class IngestionWorker(
    IngestionQueue queue, JobRunner runner, WorkerStart start, IngestionSignal signal, IOptions<KnowledgeOptions> options)
        : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await start.WhenReadyAsync(stoppingToken);
        var workers = Enumerable.Range(0, options.Value.IngestionWorkers).Select(_ => RunAsync(stoppingToken));
        await Task.WhenAll(workers);
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var job = await start.Faults.TryAsync(queue.ClaimAsync, stoppingToken);
            if (job.Failed)
            {
                await Task.Delay(AfterFailure, stoppingToken);
            }
            else if (job.Value is { } claimed)
            {
                await runner.RunAsync(claimed, stoppingToken);
            }
            else
            {
                await signal.WaitAsync(options.Value.PollInterval, stoppingToken);
            }
        }
    }
}
