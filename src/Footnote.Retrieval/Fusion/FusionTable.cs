using System.Runtime.InteropServices;

namespace Footnote.Retrieval.Fusion;

/// <summary>
/// The union of two ranked lists with what each leg contributed; the shared half of every fusion. One per thread, reused: fusing allocates
/// its result and nothing else.
/// </summary>
internal sealed class FusionTable
{
    [ThreadStatic]
    private static FusionTable? ofThread;

    private readonly Dictionary<int, int> _places = [];
    private readonly List<Row> _rows = [];

    private FusionTable()
    {
    }

    /// <summary>The thread's table, emptied; valid until the next call on the thread.</summary>
    public static FusionTable Empty()
    {
        var table = ofThread ??= new FusionTable();
        table._places.Clear();
        table._rows.Clear();
        return table;
    }

    public void AddLexical(ScoredId hit, int rank, float contribution)
    {
        ref var row = ref RowOf(hit.Id);
        row.Score += contribution;
        row.Lexical = new LegScore(rank, hit.Score);
    }

    public void AddDense(ScoredId hit, int rank, float contribution)
    {
        ref var row = ref RowOf(hit.Id);
        row.Score += contribution;
        row.Dense = new LegScore(rank, hit.Score);
    }

    public IReadOnlyList<FusedId> InRankOrder()
    {
        var rows = CollectionsMarshal.AsSpan(_rows);
        rows.Sort(static (a, b) => Compare(a, b));
        var ranked = new FusedId[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            ranked[i] = new FusedId(rows[i].Id, rows[i].Score, rows[i].Lexical, rows[i].Dense);
        }

        return ranked;
    }

    private ref Row RowOf(int id)
    {
        if (!_places.TryGetValue(id, out var place))
        {
            place = _rows.Count;
            _places.Add(id, place);
            _rows.Add(new Row { Id = id });
        }

        return ref CollectionsMarshal.AsSpan(_rows)[place];
    }

    private static int Compare(in Row a, in Row b)
    {
        var order = b.Score.CompareTo(a.Score);
        order = order != 0 ? order : (a.Dense?.Rank ?? int.MaxValue).CompareTo(b.Dense?.Rank ?? int.MaxValue);
        order = order != 0 ? order : (a.Lexical?.Rank ?? int.MaxValue).CompareTo(b.Lexical?.Rank ?? int.MaxValue);
        return order != 0 ? order : a.Id.CompareTo(b.Id);
    }

    private struct Row
    {
        public int Id;
        public float Score;
        public LegScore? Lexical;
        public LegScore? Dense;
    }
}
