namespace Footnote.Encoder.Scheduling;

/// <summary>
/// Threads of their own for work that fills a processor for long: on the threads of the pool it would keep requests waiting, and a query
/// waiting for requests. Threads begin when they are needed and end when they have been idle for some seconds. Thread-safe.
/// </summary>
/// <param name="limit">Most threads; further jobs wait.</param>
/// <param name="name">Name of the threads.</param>
internal sealed class Crew(int limit, string name)
{
    private const int MostQueryThreads = 256;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private readonly Queue<Action> _jobs = new();
    private int _threads;
    private int _idle;

    /// <summary>Computes queries; never waits behind bulk work. Each encoder asks for as many threads as its options say.</summary>
    public static Crew Queries { get; } = new(MostQueryThreads, "footnote query");

    /// <summary>Helps with bulk work.</summary>
    public static Crew Bulk { get; } = new(Environment.ProcessorCount, "footnote bulk");

    /// <summary>Runs a job, which must not throw, on one of the threads.</summary>
    public void Run(Action job)
    {
        lock (_lock)
        {
            _jobs.Enqueue(job);
            if (_idle >= _jobs.Count)
            {
                Monitor.Pulse(_lock);
                return;
            }

            if (_threads == limit)
            {
                return;
            }

            _threads++;
        }

        new Thread(Work) { IsBackground = true, Name = name }.Start();
    }

    private void Work()
    {
        while (Take() is { } job)
        {
            job();
        }
    }

    private Action? Take()
    {
        lock (_lock)
        {
            while (true)
            {
                if (_jobs.TryDequeue(out Action? job))
                {
                    return job;
                }

                _idle++;
                bool isCalled = Monitor.Wait(_lock, Patience);
                _idle--;
                if (!isCalled && _jobs.Count == 0)
                {
                    _threads--;
                    return null;
                }
            }
        }
    }
}
