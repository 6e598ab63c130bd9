using System.Collections.Concurrent;
using Footnote.Knowledge.Indexing;
using Footnote.Knowledge.Vectors.Feed;

namespace Footnote.Knowledge.Vectors;

/// <summary>Chooses the index that a search by meaning is put to.</summary>
internal sealed class VectorAccess(VectorSetup setup, VectorFeedState feed, OutsideSearch search)
{
    private readonly ConcurrentDictionary<VectorSpace, IVectorIndex> _opened = new();

    /// <param name="leg">The model whose embeddings are searched.</param>
    /// <param name="isBehind">Whether the index outside lacks something that the search insists on.</param>
    public IVectorIndex For(VectorLeg leg, bool isBehind)
    {
        if (setup.Outside is not { } outside)
        {
            return leg.Engine;
        }

        var space = leg.Space;
        var behind = !feed.IsFilled(space.ModelId) ? "The vector index is being filled."
            : isBehind ? "The vector index is behind the position that the search asks for." : null;
        return new CheckedVectors(_opened.GetOrAdd(space, outside.Open), search, behind);
    }
}
