using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Lexical;

namespace Footnote.Knowledge.Indexing;

/// <summary>
/// The indexes of this process: a view of the tables that says how far it has read the change log. One thread applies changes, any number
/// search meanwhile. A lost host costs time only.
/// </summary>
internal sealed class IndexHost(TimeProvider timeProvider) : IDisposable
{
    public static readonly LexicalIndexOptions LexicalOptions = new();

    private IndexGeneration? _current;

    public IndexPosition Position { get; } = new(timeProvider);

    public bool IsLoaded => Volatile.Read(ref _current) is not null;

    /// <summary>The model whose embeddings the vector index holds; those of other models never enter it.</summary>
    public string ModelId => Current.Vectors.Generator.ModelId;

    public DocumentCatalog Catalog => Current.Catalog;

    private IndexGeneration Current =>
        Volatile.Read(ref _current) ?? throw new InvalidOperationException("The index is not loaded yet.");

    public static IndexGeneration Empty(IEmbeddingGenerator generator) =>
        new(new LexicalIndex(LexicalOptions), VectorLeg.Empty(generator), new DocumentCatalog());

    /// <summary>The present indexes; they stay usable until the caller disposes of them.</summary>
    public IndexGeneration Hold()
    {
        while (true)
        {
            var current = Current;
            if (current.TryHold())
            {
                return current;
            }
        }
    }

    /// <summary>Takes other indexes, filled up to a position, in place of the present ones.</summary>
    public void Use(IndexGeneration generation, long position)
    {
        Interlocked.Exchange(ref _current, generation)?.Dispose();
        Position.Advance(position);
    }

    /// <summary>Takes the embeddings of another model, for the same documents, in place of the present ones.</summary>
    public void Use(VectorLeg vectors)
    {
        var next = Current.With(vectors);
        Interlocked.Exchange(ref _current, next)?.Dispose();
    }

    public void Dispose() => Interlocked.Exchange(ref _current, null)?.Dispose();
}
