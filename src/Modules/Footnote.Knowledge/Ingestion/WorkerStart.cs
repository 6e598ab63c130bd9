using Footnote.Platform.Hosting;
using Microsoft.Extensions.Logging;

namespace Footnote.Knowledge.Ingestion;

/// <summary>What workers wait for: a server that is ready, and the jobs its earlier run held when it died.</summary>
internal sealed class WorkerStart(IngestionQueue queue, QueueFaults faults, Readiness readiness, ILogger<WorkerStart> logger)
{
    public QueueFaults Faults => faults;

    public async Task WhenReadyAsync(CancellationToken cancellationToken)
    {
        await readiness.WhenReadyAsync(cancellationToken);
        var recovered = await faults.TryAsync(queue.RecoverOwnAsync, cancellationToken);
        if (recovered.Value > 0)
        {
            Log.JobsRecovered(logger, recovered.Value);
        }
    }
}
