using Footnote.Knowledge.Indexing;
using Footnote.Retrieval.Filtering;

namespace Footnote.Knowledge.Vectors;

/// <summary>A search by meaning.</summary>
/// <param name="Vector">The embedding of the question.</param>
/// <param name="Limit">How many chunks are wanted.</param>
/// <param name="Filter">What the documents must be like.</param>
/// <param name="Permitted">The chunks that the filter lets through, as this server knows them now.</param>
internal sealed record VectorQuery(float[] Vector, int Limit, ChunkFilter Filter, IdBitmap Permitted)
{
    /// <summary>The permitted chunks, where they are few enough to be named; null otherwise.</summary>
    public int[]? Named(int atMost)
    {
        if (Permitted.Count > atMost)
        {
            return null;
        }

        var ordinals = new int[Permitted.Count];
        Permitted.CopyTo(ordinals);
        return ordinals;
    }
}
