using Footnote.Retrieval.Filtering;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// Chooses between the scans and the graph. The graph begins when the index outgrows the exact threshold; from then on every write also
/// inserts a few of the vectors that came before it, and searches scan until all are in.
/// </summary>
internal sealed unsafe class SpaceEngine<TSpace> : VectorEngine
    where TSpace : struct, IVectorSpace<TSpace>
{
    private const int BacklogPerWrite = 8;

    /// <summary>About how many rows a walk scores for each candidate it keeps.</summary>
    private const long ScoredPerCandidate = 16;

    /// <summary>About how many rows a scan scores while a walk, which misses caches and keeps books, scores one.</summary>
    private const long ScannedPerWalked = 5;

    /// <summary>Beyond this many candidates keeping them sorted costs more than scanning.</summary>
    private const int MaxEf = 4096;

    private readonly VectorTable _table;
    private readonly VectorIndexOptions _options;
    private readonly HnswGraph<TSpace> _graph;
    private readonly GraphSweep<TSpace> _sweep;
    private int _backlog;
    private bool _ready;

    public SpaceEngine(VectorTable table, VectorIndexOptions options)
    {
        _table = table;
        _options = options;
        _graph = new HnswGraph<TSpace>(table, options);
        _sweep = new GraphSweep<TSpace>(table, _graph);
    }

    public override bool IsGraphReady => Volatile.Read(ref _ready);

    public override (int Node, int Level) Entry => _graph.Entry;

    public override void Upsert(int id, ReadOnlySpan<float> vector)
    {
        var isNew = _table.Slots.Find(id) < 0;
        var graph = NeedsGraph(isNew ? 1 : 0);
        var slot = _table.Write(vector);
        if (graph)
        {
            _graph.Draw(slot);
        }

        _table.Publish(slot, id);
        if (isNew)
        {
            _table.Bind(id, slot);
        }

        if (graph)
        {
            InsertWithBacklog(slot);
        }

        if (!isNew)
        {
            Kill(_table.Bind(id, slot));
        }
    }

    public override void UpsertMany(ReadOnlySpan<int> ids, ReadOnlySpan<float> rows, int parallelism)
    {
        var capacity = _table.Used + ids.Length;
        _table.Reserve(capacity, exactly: _table.Used == 0);
        if (!NeedsGraph(CountNew(ids)))
        {
            for (var i = 0; i < ids.Length; i++)
            {
                Upsert(ids[i], rows.Slice(i * _options.Dimensions, _options.Dimensions));
            }

            return;
        }

        var nodes = new List<int>(ids.Length);
        var replaced = new List<(int Id, int Slot)>();
        TakeBacklog(int.MaxValue, nodes);
        for (var i = 0; i < ids.Length; i++)
        {
            var slot = _table.Write(rows.Slice(i * _options.Dimensions, _options.Dimensions));
            _graph.Draw(slot);
            _table.Publish(slot, ids[i]);
            nodes.Add(slot);
            if (_table.Slots.Find(ids[i]) < 0)
            {
                _table.Bind(ids[i], slot);
            }
            else
            {
                replaced.Add((ids[i], slot));
            }
        }

        InsertParallel(nodes, parallelism);
        Volatile.Write(ref _ready, true);
        foreach (var (id, slot) in replaced)
        {
            Kill(_table.Bind(id, slot));
        }
    }

    public override bool Delete(int id)
    {
        var slot = _table.Unbind(id);
        if (slot >= 0)
        {
            Kill(slot);
        }

        return slot >= 0;
    }

    public override void Resume((int Node, int Level) entry)
    {
        _graph.Enter(entry.Node, entry.Level);
        var store = _table.Store;
        var free = new List<int>();
        for (var slot = 0; slot < _table.Used; slot++)
        {
            if (store.Ids[slot] < 0 && entry.Node >= 0 && store.Levels[slot] != StoreLayout.NotInGraph)
            {
                _sweep.Add(slot);
            }
            else if (store.Ids[slot] < 0)
            {
                free.Add(slot);
            }
        }

        _table.Retire(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(free));
        _ready = _table.HasGraphParts && !HasBacklog(store);
    }

    public override int Search(ReadOnlySpan<float> query, Span<ScoredId> results, SearchScratch scratch, IdBitmap? filter, int ef)
    {
        var prepared = scratch.Prepare(query, _options.Metric, _options.Storage == VectorStorage.Int8);
        var limit = results.Length;
        var keys = ef > 0 ? WalkGraph(prepared, scratch, filter, Math.Max(ef, limit)) : [];
        if (!keys.IsEmpty)
        {
            Rescorer.RankSorted(_table, prepared, scratch, keys, (limit, LikelyError(prepared)));
        }
        else
        {
            Scan(prepared, scratch, filter, limit);
        }

        return Rescorer.Emit(_table.Store, scratch, results);
    }

    private void Scan(in PreparedQuery query, SearchScratch scratch, IdBitmap? filter, int limit)
    {
        if (filter is not null && filter.Count < _table.Used / 2)
        {
            ExactScan<TSpace>.Filtered(_table, query, scratch, limit, filter);
        }
        else
        {
            ExactScan<TSpace>.All(_table, query, scratch, limit, filter);
        }

        Rescorer.RankCandidates(_table, query, scratch, limit);
    }

    /// <summary>The candidates that a walk finds, best first; none when a scan is the better way.</summary>
    private ReadOnlySpan<ulong> WalkGraph(in PreparedQuery query, SearchScratch scratch, IdBitmap? filter, int ef)
    {
        if (!IsGraphReady || _table.Count <= _options.ExactThreshold || ef > MaxEf)
        {
            return [];
        }

        var permitted = Math.Max(filter?.Count ?? _table.Count, 1);
        var expected = ef * ScoredPerCandidate * _table.Count / permitted;
        if (filter is not null && permitted <= expected * ScannedPerWalked)
        {
            return [];
        }

        var (node, level) = _graph.Entry;
        var store = _table.Store;
        var dead = _sweep.DeadCount;
        var nearest = GraphSearch<TSpace>.Descend(store, query, node, level, 0);
        if (filter is null && dead <= ef)
        {
            GraphSearch<TSpace>.Explore(store, query, scratch, nearest, (0, ef + dead));
            return scratch.Pool.Keys;
        }

        var walk = new PermittedWalk(0, ef, filter, Budget: (int)Math.Min(expected + (permitted / ScannedPerWalked), int.MaxValue));
        return GraphSearch<TSpace>.ExplorePermitted(store, query, scratch, nearest, walk) ? scratch.Results.Keys : [];
    }

    /// <summary>
    /// Four standard deviations of the first pass's error when the quantisation errors of the dimensions are independent.
    /// </summary>
    private float LikelyError(in PreparedQuery query) =>
        4 * TSpace.ErrorBound(query, _table.MaxResidual, _table.MaxLength) / MathF.Sqrt(_options.Dimensions);

    private int CountNew(ReadOnlySpan<int> ids)
    {
        var count = 0;
        foreach (var id in ids)
        {
            count += _table.Slots.Find(id) < 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether the vectors to come belong into a graph; begins it when they are the first that do.</summary>
    private bool NeedsGraph(int more)
    {
        if (!_table.HasGraphParts && (long)_table.Count + more > _options.ExactThreshold)
        {
            _table.AddGraphParts();
        }

        return _table.HasGraphParts;
    }

    private void InsertWithBacklog(int slot)
    {
        var nodes = new List<int>();
        if (!_ready)
        {
            TakeBacklog(BacklogPerWrite, nodes);
        }

        var scratch = _table.Gate.Enter();
        try
        {
            _graph.Insert(slot, scratch, _sweep.DeadCount > 0);
            foreach (var node in nodes)
            {
                _graph.Insert(node, scratch, _sweep.DeadCount > 0);
            }

            _sweep.Advance(scratch);
        }
        finally
        {
            _table.Gate.Exit(scratch);
        }

        Volatile.Write(ref _ready, _ready || _backlog >= _table.Used);
    }

    private void InsertParallel(List<int> nodes, int parallelism)
    {
        var onlyLive = _sweep.DeadCount > 0;
        Parallel.For(
            0,
            nodes.Count,
            new ParallelOptions { MaxDegreeOfParallelism = parallelism },
            _table.Gate.Enter,
            (i, _, scratch) =>
            {
                _graph.Insert(nodes[i], scratch, onlyLive);
                return scratch;
            },
            _table.Gate.Exit);
    }

    /// <summary>Draws up to <paramref name="most"/> live slots that are not in the graph yet.</summary>
    private void TakeBacklog(int most, List<int> nodes)
    {
        for (; _backlog < _table.Used && nodes.Count < most; _backlog++)
        {
            if (_table.Store.Levels[_backlog] == StoreLayout.NotInGraph && _table.Store.Ids[_backlog] >= 0)
            {
                _graph.Draw(_backlog);
                nodes.Add(_backlog);
            }
        }
    }

    private bool HasBacklog(VectorStore store)
    {
        for (var slot = 0; slot < _table.Used; slot++)
        {
            if (store.Ids[slot] >= 0 && store.Levels[slot] == StoreLayout.NotInGraph)
            {
                return true;
            }
        }

        return false;
    }

    private void Kill(int slot)
    {
        if (!_table.HasGraphParts || _table.Store.Levels[slot] == StoreLayout.NotInGraph)
        {
            _table.Retire([slot]);
            return;
        }

        _sweep.Add(slot);
        var scratch = _table.Gate.Enter();
        try
        {
            _sweep.Advance(scratch);
        }
        finally
        {
            _table.Gate.Exit(scratch);
        }
    }
}
