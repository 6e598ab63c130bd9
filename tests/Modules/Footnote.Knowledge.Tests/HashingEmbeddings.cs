using Footnote.Retrieval.Dense;

namespace Footnote.Knowledge.Tests;

/// <summary>A fast embedding model without weights: words are hashed to signed dimensions, so texts with words in common are
/// near.</summary>
internal sealed class HashingEmbeddings(string modelId = "hashing-64") : IEmbeddingGenerator
{
    public string ModelId => modelId;

    public int Dimensions => 64;

    /// <summary>Thrown by the next calls while it is set.</summary>
    public Exception? Failure { get; set; }

    public ValueTask<IReadOnlyList<float[]>> GenerateAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default) =>
        Failure is null ? new([.. texts.Select(Embed)]) : throw Failure;

    private float[] Embed(string text)
    {
        var vector = new float[Dimensions];
        foreach (var word in text.ToLowerInvariant().Split([' ', '\n', '.', ',', '?', ':'], StringSplitOptions.RemoveEmptyEntries))
        {
            var hash = word.Aggregate(2166136261u, (value, c) => (value ^ c) * 16777619u);
            vector[hash % 64] += (hash & 0x8000) == 0 ? 1 : -1;
        }

        vector[0] += 0.001f;
        var length = MathF.Sqrt(vector.Sum(value => value * value));
        return Array.ConvertAll(vector, value => value / length);
    }
}
