using Footnote.Retrieval.Filtering;

namespace Footnote.Retrieval.Dense;

/// <summary>The rows of a scan that may still belong to the best, and the score below which none can.</summary>
internal unsafe ref struct KeptRows
{
    private readonly VectorStore _store;
    private readonly SearchScratch _scratch;
    private readonly IdBitmap? _filter;
    private readonly float _slack;

    public KeptRows(VectorStore store, SearchScratch scratch, int limit, IdBitmap? filter, float slack)
    {
        _store = store;
        _scratch = scratch;
        _filter = filter;
        _slack = slack;
        Cut = float.NegativeInfinity;
        scratch.ClearCandidates();
        scratch.Pool.Reset(limit <= CandidatePool.GoodLimit ? limit : 0);
    }

    /// <summary>
    /// A row must score this much: the worst of the best so far, less twice the error bound. When very many are wanted every row is kept.
    /// </summary>
    public float Cut { get; private set; }

    /// <summary>Keeps a live, permitted row whose score reached the cut.</summary>
    public void Offer(float score, int slot)
    {
        var id = Volatile.Read(ref _store.Ids[slot]);
        if (id < 0 || (_filter is not null && !_filter.Contains(id)))
        {
            return;
        }

        var key = ScoreKey.Pack(score, slot);
        _scratch.AddCandidate(key);
        _scratch.Pool.Add(key);
        if (_scratch.Pool.IsFull && _scratch.Pool.Count > 0)
        {
            Cut = ScoreKey.Score(_scratch.Pool.Worst) - _slack;
        }
    }

    /// <summary>Drops what was kept before the cut rose past it.</summary>
    public readonly void Finish()
    {
        var candidates = _scratch.Candidates;
        var kept = 0;
        foreach (var key in candidates)
        {
            if (ScoreKey.Score(key) >= Cut)
            {
                candidates[kept++] = key;
            }
        }

        _scratch.TrimCandidates(kept);
    }
}
