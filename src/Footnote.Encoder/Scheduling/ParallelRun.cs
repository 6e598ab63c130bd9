using System.Runtime.ExceptionServices;

namespace Footnote.Encoder.Scheduling;

/// <summary>
/// Runs numbered pieces of work on the calling thread and some of the pool's; each thread takes the next piece when it is done. A helper
/// that the pool has not started when the work is done is not waited for, so a busy pool only costs speed.
/// </summary>
internal sealed class ParallelRun
{
    private readonly object _lock = new();
    private readonly Action<int, int> _work;
    private readonly int _count;
    private int _next = -1;
    private int _active;
    private bool _isClosed;
    private ExceptionDispatchInfo? _failure;

    private ParallelRun(int count, Action<int, int> work)
    {
        _count = count;
        _work = work;
    }

    /// <summary>Calls <paramref name="work"/>(piece, thread) for every piece; the first failure stops the rest and is thrown.</summary>
    public static void For(int count, int threads, Action<int, int> work)
    {
        var run = new ParallelRun(count, work);
        for (int thread = 1; thread < Math.Min(threads, count); thread++)
        {
            int index = thread;
            ThreadPool.UnsafeQueueUserWorkItem(_ => run.Help(index), null);
        }

        run.Drain(0);
        run.Close();
        run._failure?.Throw();
    }

    private void Help(int thread)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _active++;
        }

        Drain(thread);
        lock (_lock)
        {
            _active--;
            Monitor.PulseAll(_lock);
        }
    }

    private void Drain(int thread)
    {
        try
        {
            while (_failure is null && Interlocked.Increment(ref _next) is var piece && piece < _count)
            {
                _work(piece, thread);
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }
    }

    private void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            while (_active > 0)
            {
                Monitor.Wait(_lock);
            }
        }
    }
}
