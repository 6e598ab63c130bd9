using System.Runtime.ExceptionServices;

namespace Footnote.Encoder.Scheduling;

/// <summary>
/// Runs numbered pieces of work on the calling thread and some of the crew's; each thread takes the next piece when it is done. A helper
/// that has not come when the work is done is not waited for, so a busy crew only costs speed.
/// </summary>
internal sealed class ParallelRun
{
    private readonly object _lock = new();
    private readonly Action<int> _work;
    private readonly int _count;
    private int _next = -1;
    private int _active;
    private bool _isClosed;
    private ExceptionDispatchInfo? _failure;

    private ParallelRun(int count, Action<int> work)
    {
        _count = count;
        _work = work;
    }

    /// <summary>Calls <paramref name="work"/>(piece) for every piece; the first failure stops the rest and is thrown.</summary>
    public static void For(Crew crew, int count, int threads, Action<int> work)
    {
        int helpers = Math.Min(threads, count) - 1;
        if (helpers <= 0)
        {
            for (int piece = 0; piece < count; piece++)
            {
                work(piece);
            }

            return;
        }

        var run = new ParallelRun(count, work);
        Action help = run.Help;
        for (int helper = 0; helper < helpers; helper++)
        {
            crew.Run(help);
        }

        run.Drain();
        run.Close();
        run._failure?.Throw();
    }

    private void Help()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _active++;
        }

        Drain();
        lock (_lock)
        {
            _active--;
            Monitor.PulseAll(_lock);
        }
    }

    private void Drain()
    {
        try
        {
            while (_failure is null && Interlocked.Increment(ref _next) is var piece && piece < _count)
            {
                _work(piece);
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
