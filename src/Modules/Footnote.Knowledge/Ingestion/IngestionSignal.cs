namespace Footnote.Knowledge.Ingestion;

/// <summary>Wakes idle workers of this process; those of others find the work by looking.</summary>
internal sealed class IngestionSignal : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1024);

    public void Wake()
    {
        if (_signal.CurrentCount < 64)
        {
            _signal.Release();
        }
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _signal.Dispose();
}
