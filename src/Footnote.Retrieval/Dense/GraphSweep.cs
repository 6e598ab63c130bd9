namespace Footnote.Retrieval.Dense;

/// <summary>
/// Takes dead nodes out of the graph, a few nodes at every write: once enough have died, every other node that links to one of them gets
/// its links chosen anew from its own and the dead ones' (the consolidation of FreshDiskANN, arXiv 2105.09613). When the sweep has passed
/// all nodes, nothing refers to those dead any more and their slots are handed back.
/// </summary>
internal sealed unsafe class GraphSweep<TSpace>(VectorTable table, HnswGraph<TSpace> graph)
    where TSpace : struct, IVectorSpace<TSpace>
{
    private const int NodesPerWrite = 64;
    private const int LeastDead = 64;
    private const int DeadShare = 16;
    private List<int> _dead = [];
    private List<int> _leaving = [];
    private ulong[] _leavingBits = [];
    private int _cursor;
    private int _deadCount;

    /// <summary>How many nodes of the graph are dead: a walk may meet that many that it must not return.</summary>
    public int DeadCount => Volatile.Read(ref _deadCount);

    /// <summary>Notes that a node died.</summary>
    public void Add(int slot)
    {
        _dead.Add(slot);
        Volatile.Write(ref _deadCount, _deadCount + 1);
    }

    /// <summary>Does a write's share of the work.</summary>
    public void Advance(SearchScratch scratch)
    {
        if (_leaving.Count == 0)
        {
            if (_dead.Count < Math.Max(LeastDead, table.Used / DeadShare))
            {
                return;
            }

            Begin();
        }

        var end = Math.Min(table.Used, _cursor + NodesPerWrite);
        for (; _cursor < end; _cursor++)
        {
            Visit(_cursor, scratch);
        }

        if (_cursor >= table.Used)
        {
            Finish();
        }
    }

    private void Begin()
    {
        (_leaving, _dead) = (_dead, _leaving);
        _cursor = 0;
        var words = (table.Used + 63) / 64;
        if (_leavingBits.Length < words)
        {
            _leavingBits = new ulong[words];
        }

        foreach (var slot in _leaving)
        {
            _leavingBits[slot >> 6] |= 1UL << (slot & 63);
        }
    }

    private void Finish()
    {
        if (graph.Entry.Node is var node and >= 0 && IsLeaving(node))
        {
            var (entry, level) = HighestStaying();
            graph.Enter(entry, level);
        }

        foreach (var slot in _leaving)
        {
            _leavingBits[slot >> 6] = 0;
        }

        table.Retire(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_leaving));
        Volatile.Write(ref _deadCount, _deadCount - _leaving.Count);
        _leaving.Clear();
    }

    private bool IsLeaving(int slot) => slot >> 6 < _leavingBits.Length && (_leavingBits[slot >> 6] & (1UL << (slot & 63))) != 0;

    private (int Node, int Level) HighestStaying()
    {
        var store = table.Store;
        var best = (Node: -1, Level: 0);
        for (var slot = 0; slot < table.Used; slot++)
        {
            var level = store.Levels[slot];
            if (level != StoreLayout.NotInGraph && store.Ids[slot] >= 0 && (best.Node < 0 || level > best.Level))
            {
                best = (slot, level);
            }
        }

        return best;
    }

    private void Visit(int slot, SearchScratch scratch)
    {
        var store = table.Store;
        if (store.Levels[slot] == StoreLayout.NotInGraph || IsLeaving(slot))
        {
            return;
        }

        var lonely = false;
        for (var level = 0; level <= store.Levels[slot]; level++)
        {
            var row = store.Row(slot, level, out var width);
            for (var i = 0; i < width && row[i] >= 0; i++)
            {
                if (IsLeaving(row[i]))
                {
                    lonely |= Repair(store, slot, level, scratch) == 0 && level == 0;
                    break;
                }
            }
        }

        if (lonely && store.Ids[slot] >= 0 && graph.Entry.Node != slot)
        {
            graph.Insert(slot, scratch, onlyLive: true);
        }
    }

    private int Repair(VectorStore store, int node, int level, SearchScratch scratch)
    {
        var space = TSpace.Of(store);
        scratch.Visited.Reset(store.Capacity);
        scratch.Visited.Reserve(1);
        scratch.Visited.Add(node);
        scratch.ClearCandidates();
        var row = store.Row(node, level, out var width);
        for (var i = 0; i < width && row[i] is var link and >= 0; i++)
        {
            Offer(store, space, (node, link), scratch);
            if (IsLeaving(link))
            {
                var further = store.Row(link, level, out _);
                for (var j = 0; j < width && further[j] >= 0; j++)
                {
                    Offer(store, space, (node, further[j]), scratch);
                }
            }
        }

        var candidates = scratch.Candidates;
        candidates.Sort(static (a, b) => b.CompareTo(a));
        Span<int> chosen = stackalloc int[width];
        var count = HnswGraph<TSpace>.Select(space, node, candidates, chosen);
        count = level == 0 ? GraphReach.KeepReachable(store, (node, -1), candidates, chosen, count) : count;
        graph.Replace(node, level, chosen[..count]);
        if (level == 0 && store.Ids[node] >= 0 && !GraphReach.IsBacked(store, node, -1))
        {
            // those that linked to it have died
            graph.LinkBack(store, space, (node, level), scratch);
        }

        return count;
    }

    private static void Offer(VectorStore store, TSpace space, (int Node, int Link) pair, SearchScratch scratch)
    {
        scratch.Visited.Reserve(1);
        if (store.Ids[pair.Link] >= 0 && scratch.Visited.Add(pair.Link))
        {
            scratch.AddCandidate(ScoreKey.Pack(space.ScorePair(pair.Node, pair.Link), pair.Link));
        }
    }
}
