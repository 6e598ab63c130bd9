using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Ingestion;

/// <summary>What watches over a running job: its lease, its time and its number of attempts.</summary>
internal sealed class JobSupervision(
    JobHeartbeat heartbeat, QueueFaults faults, IOptions<KnowledgeOptions> options, TimeProvider timeProvider)
{
    public JobHeartbeat Heartbeat => heartbeat;

    public QueueFaults Faults => faults;

    public int Attempts => options.Value.IngestionAttempts;

    public TimeSpan Limit => options.Value.IngestionTime;

    /// <summary>False when an attempt is still running after the time a job may take.</summary>
    public Task<bool> EndsInTimeAsync(Task attempt) => EndsAsync(attempt, Limit);

    /// <summary>Waits for a task, which never fails, but not longer than the given time.</summary>
    public async Task<bool> EndsAsync(Task task, TimeSpan atMost)
    {
        try
        {
            await task.WaitAsync(atMost, timeProvider);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
