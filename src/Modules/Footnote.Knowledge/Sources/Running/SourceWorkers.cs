using Footnote.Platform.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Sources.Running;

/// <summary>The workers of this process, as many as configured.</summary>
internal sealed class SourceWorkers(SourceWorker worker, Readiness readiness, IOptions<KnowledgeOptions> options) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        await Task.WhenAll(Enumerable.Range(0, options.Value.Sources.Workers).Select(_ => worker.WorkAsync(stoppingToken)));
    }
}
