using Footnote.Retrieval.Dense;

namespace Footnote.Knowledge.Tests;

/// <summary>A fast embedding model without weights: words are hashed to signed dimensions, so texts with words in common are
/// near.</summary>
internal sealed class HashingEmbeddings(string modelId = "hashing-64", int dimensions = 64, uint salt = 0) : IEmbeddingGenerator
{
    private int _questions;

    public string ModelId => modelId;

    public int Dimensions => dimensions;

    /// <summary>Thrown by the next calls while it is set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Passages wait for it while it is set.</summary>
    public Task? Gate { get; set; }

    /// <summary>How many questions were embedded.</summary>
    public int Questions => Volatile.Read(ref _questions);

    public async ValueTask<IReadOnlyList<float[]>> GenerateAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default)
    {
        if (purpose == EmbeddingPurpose.Query)
        {
            Interlocked.Increment(ref _questions);
        }
        else if (Gate is { } gate)
        {
            await gate.WaitAsync(cancellationToken);
        }

        return Failure is null ? [.. texts.Select(Embed)] : throw Failure;
    }

    private float[] Embed(string text)
    {
        var vector = new float[Dimensions];
        foreach (var word in text.ToLowerInvariant().Split([' ', '\n', '.', ',', '?', ':'], StringSplitOptions.RemoveEmptyEntries))
        {
            var hash = word.Aggregate(2166136261u ^ salt, (value, c) => (value ^ c) * 16777619u);
            vector[hash % (uint)dimensions] += (hash & 0x8000) == 0 ? 1 : -1;
        }

        vector[0] += 0.001f;
        var length = MathF.Sqrt(vector.Sum(value => value * value));
        return Array.ConvertAll(vector, value => value / length);
    }
}
