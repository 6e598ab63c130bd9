namespace Footnote.Retrieval.Metrics;

/// <summary>Scores rankings against judgements the way trec_eval does, tie-breaking included. Thread-safe.</summary>
/// <param name="qrels">The judgements; must not change while this instance is used.</param>
public sealed class RunEvaluator(Qrels qrels)
{
    /// <summary>
    /// The order trec_eval ranks by: falling score, and among equal scores the document name that sorts last (ordinally) first.
    /// Ranks written in a run file are ignored by it, so they are not asked for here.
    /// </summary>
    public static IReadOnlyList<RunEntry> InRankOrder(IEnumerable<RunEntry> entries) =>
        [.. entries.OrderByDescending(e => e.Score).ThenByDescending(e => e.DocumentId, StringComparer.Ordinal)];

    /// <summary>Measures one ranking. The entries may come in any order; they are put in rank order first.</summary>
    public QueryMeasures Evaluate(string queryId, IEnumerable<RunEntry> entries)
    {
        var judged = qrels.For(queryId);
        var grades = InRankOrder(entries).Select(e => judged.GetValueOrDefault(e.DocumentId)).ToArray();
        var relevant = judged.Values.Count(grade => grade > 0);
        return new QueryMeasures(
            RankingMetrics.NdcgAt(grades, judged.Values, 10),
            RankingMetrics.RecallAt(grades, relevant, 100),
            RankingMetrics.ReciprocalRankAt(grades, 10),
            RankingMetrics.AveragePrecision(grades, relevant),
            RankingMetrics.PrecisionAt(grades, 10));
    }

    /// <summary>The means over queries; all zero for none.</summary>
    public static QueryMeasures Mean(IReadOnlyCollection<QueryMeasures> measures)
    {
        ArgumentNullException.ThrowIfNull(measures);
        return measures.Count == 0
            ? default
            : new QueryMeasures(
                measures.Average(m => m.NdcgAt10),
                measures.Average(m => m.RecallAt100),
                measures.Average(m => m.MrrAt10),
                measures.Average(m => m.AveragePrecision),
                measures.Average(m => m.PrecisionAt10));
    }
}
