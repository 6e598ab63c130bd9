using Footnote.Retrieval.Filtering;

namespace Footnote.Retrieval.Dense;

/// <summary>The operations over one kind of storage. Writes are for the one writer; searches come with a scratch that the gate gave out.</summary>
internal abstract class VectorEngine
{
    public static VectorEngine For(VectorTable table, VectorIndexOptions options) => options.Storage switch
    {
        VectorStorage.Int8 => new SpaceEngine<Int8Space>(table, options),
        VectorStorage.Float32 => new SpaceEngine<Float32Space>(table, options),
        _ => throw new ArgumentException($"Unknown storage {options.Storage}.", nameof(options)),
    };

    public abstract void Upsert(int id, ReadOnlySpan<float> vector);

    public abstract bool Delete(int id);

    public abstract bool TryCopy(int id, Span<float> destination);

    /// <summary>Fills <paramref name="results"/>, which is not empty, with the best, best first, and returns how many there are.</summary>
    public abstract int Search(ReadOnlySpan<float> query, Span<ScoredId> results, SearchScratch scratch, IdBitmap? filter, int ef);
}
