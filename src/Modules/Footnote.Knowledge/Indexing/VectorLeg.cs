using Footnote.Knowledge.Vectors;
using Footnote.Retrieval.Dense;

namespace Footnote.Knowledge.Indexing;

/// <summary>
/// A vector index and the model whose embeddings it holds. A question is embedded by the model of the index it is put to, so embeddings of
/// two models never meet. Where an index outside holds the embeddings, the vector index here stays empty.
/// </summary>
internal sealed class VectorLeg(IEmbeddingGenerator generator, VectorIndex index) : IDisposable
{
    public IEmbeddingGenerator Generator => generator;

    public VectorIndex Index => index;

    /// <summary>The index here behind the port.</summary>
    public EngineVectors Engine { get; } = new(index);

    /// <summary>What tells an index outside which embeddings are meant.</summary>
    public VectorSpace Space { get; } = new(generator.ModelId, generator.Dimensions);

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
        Engine.Upsert(missing);
    }

    public void Dispose() => index.Dispose();
}
