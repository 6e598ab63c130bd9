namespace Footnote.Knowledge.Embedding;

/// <summary>Wakes the worker that makes missing embeddings; those of other servers find the work by looking.</summary>
internal sealed class EmbeddingSignal : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 2);

    public void Wake()
    {
        if (_signal.CurrentCount == 0)
        {
            _signal.Release();
        }
    }

    /// <summary>True when woken, false when the time is over.</summary>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _signal.Dispose();
}
