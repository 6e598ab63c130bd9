using System.Runtime.Intrinsics.X86;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// The walks over the graph: Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using Hierarchical Navigable
/// Small World graphs" (arXiv 1603.09320), algorithms 2 and 5. They read links while a writer changes them: a list may be half old and half
/// new, but every entry is a slot whose row is complete.
/// </summary>
internal static unsafe class GraphSearch<TSpace>
    where TSpace : struct, IVectorSpace<TSpace>
{
    private const int LinksPerLine = 16;

    /// <summary>
    /// Walks greedily from layer <paramref name="from"/> down to just above layer <paramref name="to"/>; returns the nearest node met.
    /// </summary>
    public static int Descend(VectorStore store, in PreparedQuery query, int entry, int from, int to)
    {
        var space = TSpace.Of(store);
        var best = entry;
        var bestScore = space.Score(query, entry);
        for (var level = from; level > to; level--)
        {
            int before;
            do
            {
                before = best;
                var row = store.Row(best, level, out var width);
                for (var i = 0; i < width && row[i] >= 0; i++)
                {
                    space.Prefetch(row[i]);
                }

                for (var i = 0; i < width && row[i] is var slot and >= 0; i++)
                {
                    var score = space.Score(query, slot);
                    if (score > bestScore)
                    {
                        bestScore = score;
                        best = slot;
                    }
                }
            }
            while (best != before);
        }

        return best;
    }

    /// <summary>Leaves the nearest nodes of a layer, as many as the depth says, that the walk meets in the scratch's pool.</summary>
    public static void Explore(VectorStore store, in PreparedQuery query, SearchScratch scratch, int entry, (int Level, int Ef) depth)
    {
        var space = TSpace.Of(store);
        var visited = scratch.Visited;
        var pool = scratch.Pool;
        visited.Reset(store.Capacity);
        pool.Reset(depth.Ef);
        visited.Reserve(1);
        visited.Add(entry);
        pool.Add(ScoreKey.Pack(space.Score(query, entry), entry));
        for (var node = pool.TakeNext(); node >= 0; node = pool.TakeNext())
        {
            var fresh = Meet(store, space, visited, node, depth.Level, out var count);
            space.ScoreMany(query, fresh, count, scratch.Scores);
            for (var i = 0; i < count; i++)
            {
                var key = ScoreKey.Pack(scratch.Scores[i], fresh[i]);
                if (key > pool.Worst)
                {
                    PrefetchLinks(store, fresh[i], depth.Level);
                    pool.Add(key);
                }
            }
        }
    }

    /// <summary>
    /// The same when only some nodes may be results: walks over all, and leaves the nearest that may in the scratch's
    /// results. Gives up, returning false, once more nodes than the walk allows have been scored: then a scan is cheaper.
    /// </summary>
    public static bool ExplorePermitted(
        VectorStore store,
        in PreparedQuery query,
        SearchScratch scratch,
        int entry,
        in PermittedWalk walk)
    {
        var space = TSpace.Of(store);
        var visited = scratch.Visited;
        var frontier = scratch.Heap;
        var results = scratch.Results;
        visited.Reset(store.Capacity);
        frontier.Clear();
        results.Reset(walk.Ef);
        visited.Reserve(1);
        visited.Add(entry);
        Offer(store, ScoreKey.Pack(space.Score(query, entry), entry), scratch, walk);
        while (frontier.Count > 0)
        {
            var key = frontier.Pop();
            if (key < results.Worst)
            {
                break;
            }

            var fresh = Meet(store, space, visited, ScoreKey.Slot(key), walk.Level, out var count);
            space.ScoreMany(query, fresh, count, scratch.Scores);
            for (var i = 0; i < count; i++)
            {
                Offer(store, ScoreKey.Pack(scratch.Scores[i], fresh[i]), scratch, walk);
            }

            if (visited.Count > walk.Budget)
            {
                return false;
            }
        }

        return true;
    }

    private static void PrefetchLinks(VectorStore store, int node, int level)
    {
        if (Sse.IsSupported)
        {
            var row = store.Row(node, level, out var width);
            for (var i = 0; i < width; i += LinksPerLine)
            {
                Sse.Prefetch0(row + i);
            }
        }
    }

    private static void Offer(VectorStore store, ulong key, SearchScratch scratch, in PermittedWalk walk)
    {
        if (key > scratch.Results.Worst)
        {
            scratch.Heap.Push(key);
            PrefetchLinks(store, ScoreKey.Slot(key), walk.Level);
            var id = Volatile.Read(ref store.Ids[ScoreKey.Slot(key)]);
            if (id >= 0 && (walk.Filter is null || walk.Filter.Contains(id)))
            {
                scratch.Results.Add(key);
            }
        }
    }

    /// <summary>Notes the node's links that were not met before, starts loading their rows and returns them.</summary>
    private static int* Meet(VectorStore store, TSpace space, VisitedSet visited, int node, int level, out int count)
    {
        var row = store.Row(node, level, out var width);
        var fresh = visited.Reserve(width);
        var before = visited.Count;
        for (var i = 0; i < width && row[i] is var slot and >= 0; i++)
        {
            if (visited.Add(slot))
            {
                space.Prefetch(slot);
            }
        }

        count = visited.Count - before;
        return fresh;
    }
}
