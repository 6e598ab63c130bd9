using Footnote.Retrieval.Filtering;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// Finds the true nearest rows by scoring all of them. A first pass over the (int8) rows keeps every row whose score, give or take the
/// error bound, could belong to the best; what is kept is scored again from the float32 vectors, so that the result is exact.
/// </summary>
internal static unsafe class ExactScan<TSpace>
    where TSpace : struct, IVectorSpace<TSpace>
{
    /// <summary>Leaves the rows that may belong to the best <paramref name="limit"/> among the scratch's candidates, in no order.</summary>
    public static void All(VectorTable table, in PreparedQuery query, SearchScratch scratch, int limit, IdBitmap? filter)
    {
        var used = table.Used;
        var store = table.Store;
        var space = TSpace.Of(store);
        var kept = new KeptRows(store, scratch, limit, filter, Slack(table, query));
        for (var first = 0; first < used; first += SearchScratch.BatchSize)
        {
            var count = Math.Min(SearchScratch.BatchSize, used - first);
            space.ScoreRange(query, first, count, scratch.Scores);
            for (var i = 0; i < count; i++)
            {
                if (scratch.Scores[i] >= kept.Cut)
                {
                    kept.Offer(scratch.Scores[i], first + i);
                }
            }
        }

        kept.Finish();
    }

    /// <summary>The same over the ids of a filter only: for filters that let little pass.</summary>
    public static void Filtered(VectorTable table, in PreparedQuery query, SearchScratch scratch, int limit, IdBitmap filter)
    {
        var store = table.Store;
        var kept = new KeptRows(store, scratch, limit, filter, Slack(table, query));
        var words = filter.Words;
        var pending = 0;
        for (var index = 0; index < words.Length; index++)
        {
            for (var word = words[index]; word != 0; word &= word - 1)
            {
                var slot = table.Slots.Find((index << 6) + System.Numerics.BitOperations.TrailingZeroCount(word));
                if ((uint)slot < (uint)store.Capacity)
                {
                    scratch.Batch[pending++] = slot;
                }
            }

            if (pending > SearchScratch.BatchSize - 64)
            {
                ScoreBatch(store, query, scratch, pending, ref kept);
                pending = 0;
            }
        }

        ScoreBatch(store, query, scratch, pending, ref kept);
        kept.Finish();
    }

    private static void ScoreBatch(VectorStore store, in PreparedQuery query, SearchScratch scratch, int count, ref KeptRows kept)
    {
        const int Ahead = 4;
        var space = TSpace.Of(store);
        var batch = scratch.Batch;
        for (var i = 0; i < Math.Min(Ahead, count); i++)
        {
            space.Prefetch(batch[i]);
        }

        for (var i = 0; i < count; i++)
        {
            if (i + Ahead < count)
            {
                space.Prefetch(batch[i + Ahead]);
            }

            var score = space.Score(query, batch[i]);
            if (score >= kept.Cut)
            {
                kept.Offer(score, batch[i]);
            }
        }
    }

    private static float Slack(VectorTable table, in PreparedQuery query) =>
        2 * TSpace.ErrorBound(query, table.MaxResidual, table.MaxLength);
}
