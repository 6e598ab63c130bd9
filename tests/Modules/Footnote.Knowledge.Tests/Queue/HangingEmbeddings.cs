using Footnote.Retrieval.Dense;

namespace Footnote.Knowledge.Tests.Queue;

/// <summary>An embedding model that hangs at texts about hanging and does not listen to anybody until it is let go.</summary>
internal sealed class HangingEmbeddings : IEmbeddingGenerator, IDisposable
{
    private readonly HashingEmbeddings _working = new();
    private readonly SemaphoreSlim _gate = new(0);

    public string ModelId => _working.ModelId;

    public int Dimensions => _working.Dimensions;

    public void LetGo() => _gate.Release(100);

    public async ValueTask<IReadOnlyList<float[]>> GenerateAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default)
    {
        if (texts.Any(text => text.Contains("hang", StringComparison.Ordinal)))
        {
            await _gate.WaitAsync(CancellationToken.None);
        }

        return await _working.GenerateAsync(texts, purpose, cancellationToken);
    }

    public void Dispose() => _gate.Dispose();
}
