using Footnote.Retrieval.Filtering;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// The operations over one kind of storage. Writes are for the one writer; searches come with a scratch that the gate gave out.
/// </summary>
internal abstract class VectorEngine
{
    public static VectorEngine For(VectorTable table, VectorIndexOptions options) => options.Storage switch
    {
        VectorStorage.Int8 => new SpaceEngine<Int8Space>(table, options),
        VectorStorage.Float32 => new SpaceEngine<Float32Space>(table, options),
        _ => throw new ArgumentException($"Unknown storage {options.Storage}.", nameof(options)),
    };

    /// <summary>Whether searches can walk a graph that holds every live vector.</summary>
    public abstract bool IsGraphReady { get; }

    /// <summary>The node where walks begin and its level, for the snapshot; node -1 when there is no graph.</summary>
    public abstract (int Node, int Level) Entry { get; }

    public abstract void Upsert(int id, ReadOnlySpan<float> vector);

    /// <summary>Upserts rows laid one after another, inserting them into the graph from several threads.</summary>
    public abstract void UpsertMany(ReadOnlySpan<int> ids, ReadOnlySpan<float> rows, int parallelism);

    public abstract bool Delete(int id);

    /// <summary>Takes up the graph of a table that was read from a snapshot.</summary>
    public abstract void Resume((int Node, int Level) entry);

    /// <summary>
    /// Fills <paramref name="results"/>, which is not empty, with the best, best first, and returns how many there are; ef 0 means to scan.
    /// </summary>
    public abstract int Search(ReadOnlySpan<float> query, Span<ScoredId> results, SearchScratch scratch, IdBitmap? filter, int ef);
}
