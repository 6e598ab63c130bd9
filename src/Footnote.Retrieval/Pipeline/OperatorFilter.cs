using Footnote.Retrieval.Lexical;
using Footnote.Retrieval.Reranking;

namespace Footnote.Retrieval.Pipeline;

/// <summary>
/// Holds the dense leg to the operators of the query: chunks with an excluded word are dropped, and so are chunks without a quoted phrase
/// where others have it.
/// </summary>
internal static class OperatorFilter
{
    public static IReadOnlyList<RetrievedChunk> Apply(IReadOnlyList<RetrievedChunk> ranked, RerankContext context)
    {
        var query = context.Query;
        if (query.Excluded.Count == 0 && query.Phrases.Count == 0)
        {
            return ranked;
        }

        var allowed = ranked.Where(chunk => !query.Excluded.Any(word => Holds(chunk, word, context))).ToArray();
        var exact = allowed.Where(chunk => query.Phrases.All(phrase => Holds(chunk, phrase, context))).ToArray();
        return exact.Length > 0 ? exact : allowed;
    }

    private static bool Holds(RetrievedChunk chunk, string phrase, RerankContext context)
    {
        var language = chunk.Content.Language ?? context.Query.Language;
        var terms = TextAnalyzer.For(language).Analyze(phrase).Where(term => !term.IsExtra).ToArray();
        return terms.Length > 0
            && (context.Texts.Body(chunk.Content).ContainsSequence(terms) || context.Texts.Heading(chunk.Content).ContainsSequence(terms));
    }
}
