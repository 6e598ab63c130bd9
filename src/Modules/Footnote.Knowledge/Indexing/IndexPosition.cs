namespace Footnote.Knowledge.Indexing;

/// <summary>How far the indexes of this process have read the change log, and who waits for them to get further.</summary>
internal sealed class IndexPosition(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _value;
    private long _head;

    /// <summary>The last entry of the change log that searches see.</summary>
    public long Value => Interlocked.Read(ref _value);

    /// <summary>The last entry of the change log that is known of.</summary>
    public long Head => Math.Max(Interlocked.Read(ref _head), Value);

    /// <summary>Entries that are known of and not yet visible.</summary>
    public long Lag => Head - Value;

    public void Announce(long head) => Interlocked.Exchange(ref _head, head);

    /// <summary>Says that everything up to a position is visible.</summary>
    public void Advance(long position)
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            Interlocked.Exchange(ref _value, position);
            moved = _moved;
            _moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        moved.SetResult();
    }

    /// <summary>Waits until a position is visible; false when that takes too long.</summary>
    public async Task<bool> WaitForAsync(long position, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (_value >= position)
                {
                    return true;
                }

                moved = _moved.Task;
            }

            var left = atMost - timeProvider.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            try
            {
                await moved.WaitAsync(left, timeProvider, cancellationToken);
            }
            catch (TimeoutException)
            {
                return false;
            }
        }
    }
}
