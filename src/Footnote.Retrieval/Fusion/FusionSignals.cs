namespace Footnote.Retrieval.Fusion;

/// <summary>What is known of a query once both legs have answered; the weights of the legs follow from it.</summary>
public static class FusionSignals
{
    private const int Near = 10;

    /// <summary>The names, in the order of the rows.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["tokens_per_word", "lexical_share", "lexical_gap", "dense_top", "dense_gap", "agreement", "terms"];

    /// <summary>Computes the row of signals. A few hundred operations.</summary>
    /// <param name="tokensPerWord">
    /// The encoder's tokens per word of the query: about 1.3 in a language it was trained on, 2 and more in others.
    /// </param>
    /// <param name="idfSum">The sum of the idf of the query's terms.</param>
    /// <param name="termCount">How many content words the query has.</param>
    /// <param name="lexical">Hits of the lexical leg, best first.</param>
    /// <param name="dense">Hits of the dense leg, best first.</param>
    public static double[] Read(
        double tokensPerWord, double idfSum, int termCount, IReadOnlyList<ScoredId> lexical, IReadOnlyList<ScoredId> dense)
    {
        ArgumentNullException.ThrowIfNull(lexical);
        ArgumentNullException.ThrowIfNull(dense);
        var lexicalTop = lexical.Count > 0 ? lexical[0].Score : 0;
        var denseTop = dense.Count > 0 ? dense[0].Score : 0;
        return
        [
            Math.Clamp(tokensPerWord, 1, 4),
            idfSum > 0 ? Math.Clamp(lexicalTop / idfSum, 0, 2) : 0,
            lexicalTop > 0 ? (lexicalTop - NearScore(lexical)) / lexicalTop : 0,
            denseTop,
            denseTop - NearScore(dense),
            Agreement(lexical, dense),
            Math.Log(1 + termCount),
        ];
    }

    private static float NearScore(IReadOnlyList<ScoredId> hits) => hits.Count == 0 ? 0 : hits[Math.Min(Near, hits.Count) - 1].Score;

    private static double Agreement(IReadOnlyList<ScoredId> lexical, IReadOnlyList<ScoredId> dense)
    {
        var first = lexical.Take(Near).Select(hit => hit.Id).ToHashSet();
        return dense.Take(Near).Count(hit => first.Contains(hit.Id)) / (double)Near;
    }
}
