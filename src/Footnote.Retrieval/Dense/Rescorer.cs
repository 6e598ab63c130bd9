using System.Runtime.Intrinsics.X86;

namespace Footnote.Retrieval.Dense;

/// <summary>Ranks candidates by the inner product of the float32 vectors.</summary>
internal static unsafe class Rescorer
{
    /// <summary>
    /// Scores the keys' rows and leaves the best in the scratch's results. A row whose id has another slot by now counts as that slot,
    /// once;
    /// one whose id is gone does not count.
    /// </summary>
    public static void Rank(VectorTable table, in PreparedQuery query, SearchScratch scratch, ReadOnlySpan<ulong> keys, int limit)
    {
        var store = table.Store;
        var stride = store.Layout.FloatStride;
        scratch.Results.Reset(limit);
        for (var i = 0; i < keys.Length; i++)
        {
            if (i + 1 < keys.Length)
            {
                Prefetch(store, ScoreKey.Slot(keys[i + 1]));
            }

            var slot = Current(table, store, ScoreKey.Slot(keys[i]), keys);
            if ((uint)slot < (uint)store.Capacity)
            {
                var score = FloatKernels.Dot(query.Values, store.Vectors + ((long)slot * stride), stride);
                scratch.Results.Add(ScoreKey.Pack(score, slot));
            }
        }
    }

    /// <summary>The same for the scratch's own candidates; for any limit.</summary>
    public static void RankCandidates(VectorTable table, in PreparedQuery query, SearchScratch scratch, int limit)
    {
        if (limit <= CandidatePool.GoodLimit)
        {
            Rank(table, query, scratch, scratch.Candidates, limit);
            return;
        }

        var store = table.Store;
        var stride = store.Layout.FloatStride;
        scratch.Results.Reset(limit);
        foreach (ref var key in scratch.Candidates)
        {
            var slot = ScoreKey.Slot(key);
            key = ScoreKey.Pack(FloatKernels.Dot(query.Values, store.Vectors + ((long)slot * stride), stride), slot);
        }

        scratch.Results.Take(scratch.Candidates);
    }

    /// <summary>
    /// The same for keys that come best first: stops at the first that, even with the slack added, is below as many live ones as are
    /// wanted.
    /// </summary>
    public static void RankSorted(
        VectorTable table,
        in PreparedQuery query,
        SearchScratch scratch,
        ReadOnlySpan<ulong> keys,
        (int Limit, float Slack) depth)
    {
        var store = table.Store;
        var worst = float.NegativeInfinity;
        var live = 0;
        var count = 0;
        for (; count < keys.Length && ScoreKey.Score(keys[count]) >= worst; count++)
        {
            live += Volatile.Read(ref store.Ids[ScoreKey.Slot(keys[count])]) >= 0 ? 1 : 0;
            if (live == depth.Limit && worst == float.NegativeInfinity)
            {
                worst = ScoreKey.Score(keys[count]) - depth.Slack;
            }
        }

        Rank(table, query, scratch, keys[..count], depth.Limit);
    }

    /// <summary>
    /// Writes the results as ids and scores, best first and equals in the order of their ids, and returns how many. An id that was being
    /// replaced while the search ran can be among them with its old and its new vector: the better one stays.
    /// </summary>
    public static int Emit(VectorStore store, SearchScratch scratch, Span<ScoredId> results)
    {
        var count = 0;
        var many = results.Length > CandidatePool.GoodLimit ? new HashSet<int>() : null;
        foreach (var key in scratch.Results.Keys)
        {
            var id = Volatile.Read(ref store.Ids[ScoreKey.Slot(key)]);
            id = id >= 0 ? id : -1 - id;
            if (many is null ? !Holds(results[..count], id) : many.Add(id))
            {
                Insert(results, count++, new ScoredId(id, ScoreKey.Score(key)));
            }
        }

        return count;
    }

    private static void Insert(Span<ScoredId> results, int place, ScoredId result)
    {
        while (place > 0 && results[place - 1].Score <= result.Score && results[place - 1].Id > result.Id)
        {
            results[place] = results[place - 1];
            place--;
        }

        results[place] = result;
    }

    /// <summary>The slot that the id of a candidate has now; -1 when it has none, or when that slot is a candidate itself.</summary>
    private static int Current(VectorTable table, VectorStore store, int slot, ReadOnlySpan<ulong> keys)
    {
        var id = Volatile.Read(ref store.Ids[slot]);
        id = id >= 0 ? id : -1 - id;
        var current = table.Slots.Find(id);
        return current == slot || !Holds(keys, current) ? current : -1;
    }

    private static bool Holds(ReadOnlySpan<ulong> keys, int slot)
    {
        foreach (var key in keys)
        {
            if (ScoreKey.Slot(key) == slot)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Holds(ReadOnlySpan<ScoredId> results, int id)
    {
        foreach (var result in results)
        {
            if (result.Id == id)
            {
                return true;
            }
        }

        return false;
    }

    private static void Prefetch(VectorStore store, int slot)
    {
        if (Sse.IsSupported)
        {
            var stride = store.Layout.FloatStride;
            var row = store.Vectors + ((long)slot * stride);
            for (var i = 0; i < stride; i += 16)
            {
                Sse.Prefetch0(row + i);
            }
        }
    }
}
