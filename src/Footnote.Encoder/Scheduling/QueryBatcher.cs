namespace Footnote.Encoder.Scheduling;

/// <summary>
/// Joins requests: up to <c>runners</c> threads work, each takes all that waits (up to a limit) as one batch. A request that finds nothing
/// else in flight starts at once, so a lone query never waits. One that arrives while others run waits for company, but only until a
/// runner is done, a batch is full or the window has passed. Thread-safe.
/// </summary>
/// <param name="runners">Most batches at a time.</param>
/// <param name="window">How long a request may wait for company while a runner is free; zero never waits.</param>
/// <param name="run">Computes a batch and completes its requests.</param>
/// <param name="time">Measures the window.</param>
internal sealed class QueryBatcher(int runners, TimeSpan window, Action<IReadOnlyList<QueryRequest>> run, TimeProvider time) : IDisposable
{
    /// <summary>Most requests of a batch; more would make the first wait longer than joining gains.</summary>
    public const int BatchLimit = 16;

    private readonly Lock _lock = new();
    private readonly Queue<QueryRequest> _waiting = new();
    private ITimer? _timer;
    private bool _isWindowOpen;
    private int _running;

    /// <summary>Runners that have been started and not ended.</summary>
    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    public Task<float[]> AddAsync(string text, CancellationToken cancellationToken)
    {
        var request = new QueryRequest(text, cancellationToken);
        lock (_lock)
        {
            _waiting.Enqueue(request);
            if (_running < runners)
            {
                if (_running == 0 || window <= TimeSpan.Zero || _waiting.Count >= BatchLimit)
                {
                    StartRunner();
                }
                else if (!_isWindowOpen)
                {
                    OpenWindow();
                }
            }
        }

        return cancellationToken.CanBeCanceled ? request.Completion.Task.WaitAsync(cancellationToken) : request.Completion.Task;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _timer?.Dispose();
        }
    }

    private void StartRunner()
    {
        _running++;
        Crew.Queries.Run(Drain);
    }

    private void OpenWindow()
    {
        _isWindowOpen = true;
        _timer ??= time.CreateTimer(static state => ((QueryBatcher)state!).CloseWindow(), this, Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        _timer.Change(window, Timeout.InfiniteTimeSpan);
    }

    private void CloseWindow()
    {
        lock (_lock)
        {
            // one that was opened again meanwhile may end early: that costs company, not correctness
            _isWindowOpen = false;
            if (_waiting.Count > 0 && _running < runners)
            {
                StartRunner();
            }
        }
    }

    private void Drain()
    {
        var batch = new List<QueryRequest>();
        while (Take(batch))
        {
            try
            {
                run(batch);
            }
            catch (Exception exception)
            {
                foreach (QueryRequest request in batch)
                {
                    request.Completion.TrySetException(exception);
                }
            }
        }
    }

    private bool Take(List<QueryRequest> batch)
    {
        batch.Clear();
        lock (_lock)
        {
            while (batch.Count < BatchLimit && _waiting.TryDequeue(out QueryRequest? request))
            {
                if (!request.CancellationToken.IsCancellationRequested)
                {
                    batch.Add(request);
                }
            }

            if (_waiting.Count == 0 && _isWindowOpen)
            {
                _isWindowOpen = false;
                _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            if (batch.Count == 0)
            {
                _running--;
                return false;
            }
        }

        return true;
    }
}
