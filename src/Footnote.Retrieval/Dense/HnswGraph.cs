namespace Footnote.Retrieval.Dense;

/// <summary>
/// The links of an HNSW graph (arXiv 1603.09320) over the rows of a table: where to enter it, insertion, and replacing nodes' links. Nodes
/// that were drawn beforehand may be inserted from several threads at once; searches need nothing from here but the entry.
/// </summary>
internal sealed unsafe class HnswGraph<TSpace>
    where TSpace : struct, IVectorSpace<TSpace>
{
    private const int MaxLevel = 30;
    private readonly VectorTable _table;
    private readonly VectorIndexOptions _options;
    private readonly Random _random;
    private readonly Lock _entering = new();
    private readonly NodeLocks _locks = new();
    private long _entry = Pack(-1, 0);

    public HnswGraph(VectorTable table, VectorIndexOptions options)
    {
        _table = table;
        _options = options;
        _random = new Random(options.Seed);
    }

    /// <summary>The node where every walk begins and its level; node -1 when the graph is empty.</summary>
    public (int Node, int Level) Entry
    {
        get
        {
            var entry = Volatile.Read(ref _entry);
            return ((int)(entry >> 8), (int)(entry & 255));
        }
    }

    public void Enter(int node, int level) => Volatile.Write(ref _entry, Pack(node, level));

    /// <summary>
    /// Readies a written slot for insertion: draws its level (one that was a node before keeps its own) and empties its links. May grow the
    /// table's memory. For the one writer.
    /// </summary>
    public void Draw(int slot)
    {
        var store = _table.Store;
        if (store.Levels[slot] == StoreLayout.NotInGraph)
        {
            var level = (int)Math.Min(MaxLevel, -Math.Log(1 - _random.NextDouble()) / Math.Log(_options.M));
            if (level > 0)
            {
                var rows = _table.TakeUpperRows(level);
                store = _table.Store;
                store.UpperOffsets[slot] = rows;
            }

            store.Levels[slot] = (byte)level;
        }

        for (var level = 0; level <= store.Levels[slot]; level++)
        {
            Write(store, slot, level, []);
        }
    }

    /// <summary>Links a drawn slot into the graph.</summary>
    /// <param name="slot">The slot; its links are empty.</param>
    /// <param name="scratch">What the walk needs.</param>
    /// <param name="onlyLive">Whether there are dead nodes, which may be walked over but not linked to.</param>
    public void Insert(int slot, SearchScratch scratch, bool onlyLive)
    {
        var level = _table.Store.Levels[slot];
        var entry = Entry;
        if (entry.Node >= 0 && level <= entry.Level && Connect(slot, level, entry, scratch, onlyLive))
        {
            return;
        }

        lock (_entering)
        {
            // Where no live node can be reached from the entry, the graph begins anew with this one.
            entry = Entry;
            var connected = entry.Node >= 0 && Connect(slot, level, entry, scratch, onlyLive);
            if (!connected || level > entry.Level)
            {
                Enter(slot, level);
            }
        }
    }

    /// <summary>
    /// Algorithm 4 without its extensions: of the candidates, best first, those that are nearer to the base than to any chosen before them.
    /// </summary>
    public static int Select(TSpace space, int node, ReadOnlySpan<ulong> candidates, Span<int> chosen)
    {
        var count = 0;
        foreach (var key in candidates)
        {
            if (count == chosen.Length)
            {
                break;
            }

            var slot = ScoreKey.Slot(key);
            var score = ScoreKey.Score(key);
            var diverse = slot != node;
            for (var i = 0; i < count && diverse; i++)
            {
                diverse = space.ScorePair(slot, chosen[i]) <= score;
            }

            if (diverse)
            {
                chosen[count++] = slot;
            }
        }

        return count;
    }

    /// <summary>Replaces the links of a node in one layer.</summary>
    public void Replace(int node, int level, ReadOnlySpan<int> links)
    {
        _locks.Enter(node);
        try
        {
            Write(_table.Store, node, level, links);
        }
        finally
        {
            _locks.Exit(node);
        }
    }

    private static long Pack(int node, int level) => ((long)node << 8) | (uint)level;

    private static void Write(VectorStore store, int node, int level, ReadOnlySpan<int> links)
    {
        var row = store.Row(node, level, out var width);
        for (var i = 0; i < width; i++)
        {
            Volatile.Write(ref row[i], i < links.Length ? links[i] : -1);
        }
    }

    /// <summary>Links the slot in each of its layers; false when its walk met no node that it may link to.</summary>
    private bool Connect(int slot, int level, (int Node, int Level) entry, SearchScratch scratch, bool onlyLive)
    {
        var store = _table.Store;
        var space = TSpace.Of(store);
        var row = new ReadOnlySpan<float>(store.Vectors + ((long)slot * store.Layout.FloatStride), _options.Dimensions);
        var query = scratch.Prepare(row, VectorMetric.Dot, _options.Storage == VectorStorage.Int8);
        var nearest = GraphSearch<TSpace>.Descend(store, query, entry.Node, entry.Level, level);
        Span<int> chosen = stackalloc int[_options.M];
        var connected = false;
        for (var layer = Math.Min(level, entry.Level); layer >= 0; layer--)
        {
            var found = Candidates(store, query, scratch, nearest, (layer, onlyLive));
            var count = Select(space, slot, found, chosen);
            Replace(slot, layer, chosen[..count]);
            nearest = found.IsEmpty ? nearest : ScoreKey.Slot(found[0]);
            connected = count > 0;
        }

        for (var layer = 0; layer <= Math.Min(level, entry.Level); layer++)
        {
            LinkBack(store, space, (slot, layer), scratch);
        }

        return connected;
    }

    /// <summary>
    /// Makes the nodes that a node links to link back. From the bottom up, and after its own links are complete: a walk that meets the node
    /// can always go on from it, down and sideways.
    /// </summary>
    public void LinkBack(VectorStore store, TSpace space, (int Slot, int Layer) node, SearchScratch scratch)
    {
        Span<int> links = stackalloc int[_options.M];
        var row = new ReadOnlySpan<int>(store.Row(node.Slot, node.Layer, out _), links.Length);
        row.CopyTo(links);
        foreach (var neighbor in links)
        {
            if (neighbor >= 0)
            {
                AddLink(store, space, (neighbor, node.Slot), node.Layer, scratch);
            }
        }
    }

    private ReadOnlySpan<ulong> Candidates(
        VectorStore store,
        in PreparedQuery query,
        SearchScratch scratch,
        int nearest,
        (int Layer, bool OnlyLive) where)
    {
        if (!where.OnlyLive)
        {
            GraphSearch<TSpace>.Explore(store, query, scratch, nearest, (where.Layer, _options.EfConstruction));
            return scratch.Pool.Keys;
        }

        var walk = new PermittedWalk(where.Layer, _options.EfConstruction, null, int.MaxValue);
        GraphSearch<TSpace>.ExplorePermitted(store, query, scratch, nearest, walk);
        return scratch.Results.Keys;
    }

    /// <summary>Adds a link to a node; when its list is full the list is chosen anew.</summary>
    private void AddLink(VectorStore store, TSpace space, (int Node, int Target) link, int layer, SearchScratch scratch)
    {
        _locks.Enter(link.Node);
        try
        {
            var row = store.Row(link.Node, layer, out var width);
            var count = 0;
            while (count < width && row[count] >= 0)
            {
                if (row[count++] == link.Target)
                {
                    return;
                }
            }

            if (count < width)
            {
                Volatile.Write(ref row[count], link.Target);
                return;
            }

            scratch.ClearCandidates();
            scratch.AddCandidate(ScoreKey.Pack(space.ScorePair(link.Node, link.Target), link.Target));
            AddScored(space, link.Node, new ReadOnlySpan<int>(row, count), scratch);
            var candidates = scratch.Candidates;
            candidates.Sort(static (a, b) => b.CompareTo(a));
            Span<int> chosen = stackalloc int[width];
            var kept = Select(space, link.Node, candidates, chosen);
            kept = layer == 0 ? GraphReach.KeepReachable(store, link, candidates, chosen, kept) : kept;
            Write(store, link.Node, layer, chosen[..kept]);
        }
        finally
        {
            _locks.Exit(link.Node);
        }
    }

    private static void AddScored(TSpace space, int node, ReadOnlySpan<int> slots, SearchScratch scratch)
    {
        foreach (var slot in slots)
        {
            space.Prefetch(slot);
        }

        foreach (var slot in slots)
        {
            scratch.AddCandidate(ScoreKey.Pack(space.ScorePair(node, slot), slot));
        }
    }
}
