namespace Footnote.Encoder.Scheduling;

/// <summary>
/// Lets queries go before bulk work: while queries run, as many bulk workers pause between two layers as there are queries. Thread-safe.
/// </summary>
internal sealed class QueryGate(int processors)
{
    /// <summary>A pause ends after this time even when queries keep coming, so that bulk work always advances.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>The gate of the process: the models share its processors.</summary>
    public static QueryGate Shared { get; } = new(Environment.ProcessorCount);

    private readonly object _lock = new();
    private int _running;

    public void Enter() => Interlocked.Increment(ref _running);

    public void Exit()
    {
        if (Interlocked.Decrement(ref _running) == 0)
        {
            lock (_lock)
            {
                Monitor.PulseAll(_lock);
            }
        }
    }

    public void Pause(int workerIndex)
    {
        if (!MustPause(workerIndex))
        {
            return;
        }

        lock (_lock)
        {
            if (MustPause(workerIndex))
            {
                Monitor.Wait(_lock, LongestPause);
            }
        }
    }

    private bool MustPause(int workerIndex)
    {
        int running = Volatile.Read(ref _running);
        return running > 0 && workerIndex + running >= processors;
    }
}
