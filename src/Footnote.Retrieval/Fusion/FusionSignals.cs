using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Fusion;

/// <summary>What is known of a query once both legs have answered; the weights of the legs follow from it.</summary>
public static class FusionSignals
{
    private const int Near = 10;

    /// <summary>What an encoder needs for a word of a language it was trained on.</summary>
    private const double FamiliarTokensPerWord = 1.3;

    /// <summary>The names, in the order of the rows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["foreign_tokens", "lexical_gap", "dense_gap"];

    /// <summary>Computes the row of signals. A few hundred operations and, unless the query is English, one count of its tokens.</summary>
    /// <param name="query">The query as analysed.</param>
    /// <param name="countTokens">
    /// Counts the encoder's tokens: a query in a language it was not trained on falls into many more tokens than words. Null takes every
    /// language for known. Special tokens that the counter adds to every text do not matter.
    /// </param>
    /// <param name="lexical">Hits of the lexical leg, best first.</param>
    /// <param name="dense">Hits of the dense leg, best first.</param>
    public static double[] Read(
        AnalyzedQuery query, Func<string, int>? countTokens, IReadOnlyList<ScoredId> lexical, IReadOnlyList<ScoredId> dense)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(lexical);
        ArgumentNullException.ThrowIfNull(dense);
        var lexicalTop = lexical.Count > 0 ? lexical[0].Score : 0;
        return
        [
            ForeignTokens(query, countTokens),
            lexicalTop > 0 ? (lexicalTop - NearScore(lexical)) / lexicalTop : 0,
            dense.Count > 0 ? dense[0].Score - NearScore(dense) : 0,
        ];
    }

    /// <summary>
    /// Tokens per word beyond the familiar. English counts as familiar whatever its tokens, for technical words fall into many as well and
    /// encoders know them nevertheless.
    /// </summary>
    private static double ForeignTokens(AnalyzedQuery query, Func<string, int>? countTokens)
    {
        if (countTokens is null || query.Language.StartsWith("en", StringComparison.Ordinal))
        {
            return 0;
        }

        var words = Math.Max(1, QueryText.Words(query.Text).Count);
        var tokens = countTokens(query.Text) - countTokens("");
        return Math.Clamp(((double)tokens / words) - FamiliarTokensPerWord, 0, 3);
    }

    private static float NearScore(IReadOnlyList<ScoredId> hits) => hits[Math.Min(Near, hits.Count) - 1].Score;
}
