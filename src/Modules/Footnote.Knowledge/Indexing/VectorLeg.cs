using Footnote.Retrieval.Dense;

namespace Footnote.Knowledge.Indexing;

/// <summary>
/// A vector index and the model whose embeddings it holds. A question is embedded by the model of the index it is put to, so embeddings of
/// two models never meet.
/// </summary>
internal sealed class VectorLeg(IEmbeddingGenerator generator, VectorIndex index) : IDisposable
{
    public IEmbeddingGenerator Generator => generator;

    public VectorIndex Index => index;

    public static VectorIndexOptions OptionsFor(IEmbeddingGenerator generator) => new() { Dimensions = generator.Dimensions };

    public static VectorLeg Empty(IEmbeddingGenerator generator) => new(generator, new VectorIndex(OptionsFor(generator)));

    /// <summary>Adds an embedding unless it is there; one of another size is left out.</summary>
    public void Add(int ordinal, float[]? vector)
    {
        if (vector is not null)
        {
            Add([(ordinal, vector)]);
        }
    }

    /// <summary>Adds embeddings that are not there; those of another size are left out.</summary>
    public void Add(IEnumerable<(int Ordinal, float[] Vector)> embeddings)
    {
        var missing = embeddings.Where(e => e.Vector.Length == index.Dimensions && !index.Contains(e.Ordinal)).ToList();
        var rows = new float[missing.Count * index.Dimensions];
        for (var i = 0; i < missing.Count; i++)
        {
            missing[i].Vector.CopyTo(rows, i * index.Dimensions);
        }

        index.UpsertMany(missing.ConvertAll(e => e.Ordinal).ToArray(), rows);
    }

    public void Dispose() => index.Dispose();
}
