using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Fusion;

/// <summary>What is known of a query once both legs have answered; the weights of the legs follow from it.</summary>
public static class FusionSignals
{
    private const int Near = 10;

    /// <summary>The names, in the order of the rows.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["tokens_per_word", "lexical_share", "lexical_gap", "dense_top", "dense_gap", "agreement", "terms"];

    /// <summary>Computes the row of signals. A few hundred operations and one count of the query's tokens.</summary>
    /// <param name="query">The query as analysed.</param>
    /// <param name="countTokens">
    /// Counts the encoder's tokens: about 1.3 for a word in a language it was trained on, 2 and more in others. Null takes every word for known.
    /// </param>
    /// <param name="lexical">Hits of the lexical leg, best first.</param>
    /// <param name="dense">Hits of the dense leg, best first.</param>
    public static double[] Read(
        AnalyzedQuery query, Func<string, int>? countTokens, IReadOnlyList<ScoredId> lexical, IReadOnlyList<ScoredId> dense)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(lexical);
        ArgumentNullException.ThrowIfNull(dense);
        var idfSum = query.Terms.Sum(term => term.Idf);
        var lexicalTop = lexical.Count > 0 ? lexical[0].Score : 0;
        var denseTop = dense.Count > 0 ? dense[0].Score : 0;
        return
        [
            TokensPerWord(query.Text, countTokens),
            idfSum > 0 ? Math.Clamp(lexicalTop / idfSum, 0, 2) : 0,
            lexicalTop > 0 ? (lexicalTop - NearScore(lexical)) / lexicalTop : 0,
            denseTop,
            denseTop - NearScore(dense),
            Agreement(lexical, dense),
            Math.Log(1 + query.Terms.Count),
        ];
    }

    /// <summary>Special tokens that the counter adds to every text are not counted.</summary>
    private static double TokensPerWord(string text, Func<string, int>? countTokens)
    {
        var words = Math.Max(1, QueryText.Words(text).Count);
        var tokens = countTokens is null ? words : countTokens(text) - countTokens("");
        return Math.Clamp((double)tokens / words, 1, 4);
    }

    private static float NearScore(IReadOnlyList<ScoredId> hits) => hits.Count == 0 ? 0 : hits[Math.Min(Near, hits.Count) - 1].Score;

    private static double Agreement(IReadOnlyList<ScoredId> lexical, IReadOnlyList<ScoredId> dense)
    {
        var first = lexical.Take(Near).Select(hit => hit.Id).ToHashSet();
        return dense.Take(Near).Count(hit => first.Contains(hit.Id)) / (double)Near;
    }
}
