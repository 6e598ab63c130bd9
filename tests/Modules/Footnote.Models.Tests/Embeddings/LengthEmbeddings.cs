using Footnote.Retrieval.Dense;

namespace Footnote.Models.Tests.Embeddings;

/// <summary>A model without weights: the vector depends on model, purpose and text. Counts what it computes.</summary>
internal sealed class LengthEmbeddings(string modelId = "length-8") : IEmbeddingGenerator
{
    private int _computed;

    public string ModelId => modelId;

    public int Dimensions => 8;

    /// <summary>Texts embedded so far.</summary>
    public int Computed => Volatile.Read(ref _computed);

    public async ValueTask<IReadOnlyList<float[]>> GenerateAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        Interlocked.Add(ref _computed, texts.Count);
        return [.. texts.Select(text => Embed(text, purpose))];
    }

    public float[] Embed(string text, EmbeddingPurpose purpose)
    {
        var angle = text.Aggregate(17 + modelId.Length + (int)purpose, (value, c) => (value * 31) + c);
        return [MathF.Sin(angle), MathF.Cos(angle), 0, 0, 0, 0, 0, 0];
    }
}
