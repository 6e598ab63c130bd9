namespace Footnote.Retrieval.Metrics;

/// <summary>Relevance judgements: for each query the graded documents. Not thread-safe while judgements are added.</summary>
public sealed class Qrels
{
    private static readonly Dictionary<string, int> None = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, int>> _grades = new(StringComparer.Ordinal);

    /// <summary>The judged queries, in the order they were first added.</summary>
    public IReadOnlyCollection<string> QueryIds => _grades.Keys;

    /// <summary>Adds a judgement; the last one for the same pair counts. Grades of 1 or more are relevant.</summary>
    public void Add(string queryId, string documentId, int grade)
    {
        if (!_grades.TryGetValue(queryId, out var grades))
        {
            _grades[queryId] = grades = new Dictionary<string, int>(StringComparer.Ordinal);
        }

        grades[documentId] = grade;
    }

    /// <summary>The graded documents of a query; empty when it was never judged.</summary>
    public IReadOnlyDictionary<string, int> For(string queryId) => _grades.GetValueOrDefault(queryId) ?? None;
}
