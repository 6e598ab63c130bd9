namespace Footnote.Encoder.Scheduling;

/// <summary>
/// Lets queries go before bulk work: while queries run, no more bulk workers of the whole process go on than processors are left; the
/// others pause between two layers. Thread-safe.
/// </summary>
internal sealed class QueryGate(int processors)
{
    /// <summary>A pause ends after this time even when queries keep coming, so that bulk work always advances.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    private readonly object _lock = new();
    private readonly List<BulkWorker> _workers = [];
    private int _running;

    /// <summary>The gate of the process: the models share its processors.</summary>
    public static QueryGate Shared { get; } = new(Environment.ProcessorCount);

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

    /// <summary>Begins a batch of bulk work.</summary>
    public BulkWorker Rent()
    {
        lock (_lock)
        {
            BulkWorker? worker = _workers.Find(static known => !known.IsTaken);
            if (worker is null)
            {
                worker = new BulkWorker(this, _workers.Count);
                _workers.Add(worker);
            }

            worker.IsTaken = true;
            return worker;
        }
    }

    /// <summary>Ends a batch of bulk work.</summary>
    public void Return(BulkWorker worker)
    {
        lock (_lock)
        {
            worker.IsTaken = false;
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
