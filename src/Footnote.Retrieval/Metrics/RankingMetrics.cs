namespace Footnote.Retrieval.Metrics;

/// <summary>
/// The measures of one ranking, defined as the program trec_eval defines them. Every method takes the grades of the ranked documents in
/// rank order (0 for a document without a judgement) and what the judgements say in all. A grade of 1 or more is relevant; a negative
/// grade counts as 0. All values lie in 0..1; a query without any relevant document scores 0. Pure functions, O(length of the ranking).
/// </summary>
public static class RankingMetrics
{
    /// <summary>
    /// The share of the first <paramref name="k"/> ranks that is relevant. The divisor is k even when fewer were returned.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public static double PrecisionAt(IReadOnlyList<int> rankedGrades, int k) => (double)RelevantWithin(rankedGrades, k) / k;

    /// <summary>
    /// The share of all <paramref name="relevantCount"/> relevant documents that is within the first <paramref name="k"/> ranks.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public static double RecallAt(IReadOnlyList<int> rankedGrades, int relevantCount, int k)
    {
        var found = RelevantWithin(rankedGrades, k);
        return relevantCount == 0 ? 0 : (double)found / relevantCount;
    }

    /// <summary>
    /// One divided by the rank (from 1) of the first relevant document within the first <paramref name="k"/>; 0 without one.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public static double ReciprocalRankAt(IReadOnlyList<int> rankedGrades, int k)
    {
        var depth = Depth(rankedGrades, k);
        for (var i = 0; i < depth; i++)
        {
            if (rankedGrades[i] > 0)
            {
                return 1.0 / (i + 1);
            }
        }

        return 0;
    }

    /// <summary>
    /// Average precision over the whole ranking: the mean, over all <paramref name="relevantCount"/> relevant documents, of the precision
    /// at the rank of each; a relevant document that was not returned contributes 0.
    /// </summary>
    public static double AveragePrecision(IReadOnlyList<int> rankedGrades, int relevantCount)
    {
        ArgumentNullException.ThrowIfNull(rankedGrades);
        var found = 0;
        var sum = 0.0;
        for (var i = 0; i < rankedGrades.Count; i++)
        {
            if (rankedGrades[i] > 0)
            {
                found++;
                sum += (double)found / (i + 1);
            }
        }

        return relevantCount == 0 ? 0 : sum / relevantCount;
    }

    /// <summary>
    /// Normalised discounted cumulative gain (Jarvelin and Kekalainen 2002) as trec_eval's ndcg_cut: the gain is the grade itself, the
    /// discount log2(rank + 1), the ideal the judged grades in falling order, both cut at <paramref name="k"/>.
    /// </summary>
    /// <param name="rankedGrades">Grades in rank order.</param>
    /// <param name="judgedGrades">All grades the judgements give for the query, in any order.</param>
    /// <param name="k">How many ranks count; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public static double NdcgAt(IReadOnlyList<int> rankedGrades, IEnumerable<int> judgedGrades, int k)
    {
        var gain = DiscountedGain(rankedGrades, Depth(rankedGrades, k));
        var ideal = judgedGrades.Where(grade => grade > 0).OrderDescending().Take(k).ToArray();
        var best = DiscountedGain(ideal, ideal.Length);
        return best == 0 ? 0 : gain / best;
    }

    private static double DiscountedGain(IReadOnlyList<int> grades, int depth)
    {
        var sum = 0.0;
        for (var i = 0; i < depth; i++)
        {
            sum += Math.Max(0, grades[i]) / Math.Log2(i + 2);
        }

        return sum;
    }

    private static int RelevantWithin(IReadOnlyList<int> rankedGrades, int k)
    {
        var depth = Depth(rankedGrades, k);
        var found = 0;
        for (var i = 0; i < depth; i++)
        {
            found += rankedGrades[i] > 0 ? 1 : 0;
        }

        return found;
    }

    private static int Depth(IReadOnlyList<int> rankedGrades, int k)
    {
        ArgumentNullException.ThrowIfNull(rankedGrades);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return Math.Min(k, rankedGrades.Count);
    }
}
