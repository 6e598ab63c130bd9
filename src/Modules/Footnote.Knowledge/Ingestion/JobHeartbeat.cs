using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Ingestion;

/// <summary>Keeps the lease of a running job alive and shows how far it is; a job whose lease is lost is cancelled.</summary>
internal sealed class JobHeartbeat(IngestionQueue queue, QueueFaults faults, IOptions<KnowledgeOptions> options)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs until the work has ended or is cancelled.</summary>
    public async Task RunAsync(IngestionJob job, JobProgress state, CancellationTokenSource work)
    {
        var shown = 0.0;
        var sinceRenewal = 0;
        using var timer = new PeriodicTimer(Beat);
        var beatsPerRenewal = Math.Max(1, (int)(options.Value.LeaseTime / 3 / Beat));
        try
        {
            while (await timer.WaitForNextTickAsync(work.Token))
            {
                var progress = state.Value;
                if (progress <= shown && ++sinceRenewal < beatsPerRenewal)
                {
                    continue;
                }

                (shown, sinceRenewal) = (progress, 0);
                var renewed = await faults.TryAsync(token => queue.RenewAsync(job, progress, token), work.Token);
                if (renewed is { Failed: false, Value: false })
                {
                    await work.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the job has ended
        }
    }
}
