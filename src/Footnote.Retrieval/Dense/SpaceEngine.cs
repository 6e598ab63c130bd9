using Footnote.Retrieval.Filtering;

namespace Footnote.Retrieval.Dense;

/// <summary>Chooses between the scans and the graph.</summary>
internal sealed unsafe class SpaceEngine<TSpace>(VectorTable table, VectorIndexOptions options) : VectorEngine
    where TSpace : struct, IVectorSpace<TSpace>
{
    public override void Upsert(int id, ReadOnlySpan<float> vector)
    {
        var slot = table.Write(vector);
        table.Publish(slot, id);
        var old = table.Bind(id, slot);
        if (old >= 0)
        {
            table.Retire([old]);
        }
    }

    public override bool Delete(int id)
    {
        var slot = table.Unbind(id);
        if (slot >= 0)
        {
            table.Retire([slot]);
        }

        return slot >= 0;
    }

    public override bool TryCopy(int id, Span<float> destination)
    {
        var store = table.Store;
        var slot = table.Slots.Find(id);
        if (slot < 0)
        {
            return false;
        }

        store = slot < store.Capacity ? store : table.Store;
        new ReadOnlySpan<float>(store.Vectors + ((long)slot * store.Layout.FloatStride), destination.Length).CopyTo(destination);
        return true;
    }

    public override int Search(ReadOnlySpan<float> query, Span<ScoredId> results, SearchScratch scratch, IdBitmap? filter, int ef)
    {
        var prepared = scratch.Prepare(query, options.Metric, options.Storage == VectorStorage.Int8);
        var limit = results.Length;
        if (filter is not null && filter.Count < table.Used / 2)
        {
            ExactScan<TSpace>.Filtered(table, prepared, scratch, limit, filter);
        }
        else
        {
            ExactScan<TSpace>.All(table, prepared, scratch, limit, filter);
        }

        var store = table.Store;
        Rescorer.Rank(store, prepared, scratch, scratch.Candidates, limit);
        return Rescorer.Emit(store, scratch, results);
    }
}
