using Footnote.Retrieval.Lexical;

namespace Footnote.Knowledge.Indexing;

/// <summary>
/// The indexes that belong together at one time. A search holds the generation it began with until it ends; what is replaced meanwhile is
/// disposed of by its last holder.
/// </summary>
internal sealed class IndexGeneration : IDisposable
{
    private readonly Shared<LexicalIndex> _lexical;
    private readonly Shared<VectorLeg> _vectors;
    private int _holders = 1;

    public IndexGeneration(LexicalIndex lexical, VectorLeg vectors, DocumentCatalog catalog)
        : this(new Shared<LexicalIndex>(lexical), new Shared<VectorLeg>(vectors), catalog)
    {
    }

    private IndexGeneration(Shared<LexicalIndex> lexical, Shared<VectorLeg> vectors, DocumentCatalog catalog)
    {
        _lexical = lexical;
        _vectors = vectors;
        Catalog = catalog;
    }

    public LexicalIndex Lexical => _lexical.Value;

    public VectorLeg Vectors => _vectors.Value;

    public DocumentCatalog Catalog { get; }

    /// <summary>The same documents with the vectors of another model.</summary>
    public IndexGeneration With(VectorLeg vectors) => new(_lexical.Share(), new Shared<VectorLeg>(vectors), Catalog);

    /// <summary>False when the generation is disposed of already; otherwise dispose it once more than it was held.</summary>
    public bool TryHold()
    {
        for (var holders = Volatile.Read(ref _holders); holders > 0; holders = Volatile.Read(ref _holders))
        {
            if (Interlocked.CompareExchange(ref _holders, holders + 1, holders) == holders)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Lets go; the last to do so frees the indexes.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            _lexical.Release();
            _vectors.Release();
        }
    }
}
