namespace Footnote.Encoder.Scheduling;

/// <summary>
/// Joins requests that arrive while others run: up to <c>runners</c> threads work, each takes all that waits (up to a limit) as one
/// batch. A request that finds a free runner starts at once, so an idle machine adds no waiting. Thread-safe.
/// </summary>
internal sealed class QueryBatcher(int runners, Action<IReadOnlyList<QueryRequest>> run)
{
    private const int BatchLimit = 16;

    private readonly Lock _lock = new();
    private readonly Queue<QueryRequest> _waiting = new();
    private int _running;

    public Task<float[]> AddAsync(string text, CancellationToken cancellationToken)
    {
        var request = new QueryRequest(text, cancellationToken);
        lock (_lock)
        {
            _waiting.Enqueue(request);
            if (_running < runners)
            {
                _running++;
                ThreadPool.UnsafeQueueUserWorkItem(static batcher => batcher.Drain(), this, preferLocal: false);
            }
        }

        return cancellationToken.CanBeCanceled ? request.Completion.Task.WaitAsync(cancellationToken) : request.Completion.Task;
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

            if (batch.Count == 0)
            {
                _running--;
                return false;
            }
        }

        return true;
    }
}
