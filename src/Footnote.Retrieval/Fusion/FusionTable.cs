namespace Footnote.Retrieval.Fusion;

/// <summary>The union of two ranked lists with what each leg contributed; the shared half of every fusion.</summary>
internal sealed class FusionTable
{
    private readonly Dictionary<int, FusedId> _rows;

    public FusionTable(int capacity) => _rows = new Dictionary<int, FusedId>(capacity);

    public void AddLexical(ScoredId hit, int rank, float contribution)
    {
        var leg = new LegScore(rank, hit.Score);
        _rows[hit.Id] = _rows.TryGetValue(hit.Id, out var row)
            ? row with { Score = row.Score + contribution, Lexical = leg }
            : new FusedId(hit.Id, contribution, leg, null);
    }

    public void AddDense(ScoredId hit, int rank, float contribution)
    {
        var leg = new LegScore(rank, hit.Score);
        _rows[hit.Id] = _rows.TryGetValue(hit.Id, out var row)
            ? row with { Score = row.Score + contribution, Dense = leg }
            : new FusedId(hit.Id, contribution, null, leg);
    }

    public IReadOnlyList<FusedId> InRankOrder()
    {
        var rows = _rows.Values.ToArray();
        Array.Sort(rows, Compare);
        return rows;
    }

    private static int Compare(FusedId a, FusedId b)
    {
        var order = b.Score.CompareTo(a.Score);
        order = order != 0 ? order : (a.Dense?.Rank ?? int.MaxValue).CompareTo(b.Dense?.Rank ?? int.MaxValue);
        order = order != 0 ? order : (a.Lexical?.Rank ?? int.MaxValue).CompareTo(b.Lexical?.Rank ?? int.MaxValue);
        return order != 0 ? order : a.Id.CompareTo(b.Id);
    }
}
