using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Reranking;

/// <summary>Computes <see cref="RelevanceFeatures"/>. Linear in the chunk's length once its text is analysed.</summary>
internal static class RelevanceFeatureReader
{
    public static RelevanceFeatures Read(AnalyzedQuery query, ChunkContent content, ChunkTexts texts) =>
        Of(query, texts.Body(content), texts.Heading(content));

    internal static RelevanceFeatures Of(AnalyzedQuery query, AnalyzedText body, AnalyzedText heading)
    {
        float all = 0, covered = 0, titled = 0;
        foreach (var term in query.Terms)
        {
            all += term.Idf;
            var inHeading = heading.Contains(term.Term);
            covered += inHeading || body.Contains(term.Term) ? term.Idf : 0;
            titled += inHeading ? term.Idf : 0;
        }

        return all <= 0
            ? new RelevanceFeatures(0, 0, 0, 0)
            : new RelevanceFeatures(covered / all, Bigrams(query.Terms, body, heading), Proximity(query.Terms, body), titled / all);
    }

    private static float Bigrams(IReadOnlyList<QueryTerm> terms, AnalyzedText body, AnalyzedText heading)
    {
        var found = 0;
        for (var i = 0; i + 1 < terms.Count; i++)
        {
            var (first, second) = (terms[i].Term, terms[i + 1].Term);
            found += body.ContainsPair(first, second) || heading.ContainsPair(first, second) ? 1 : 0;
        }

        return terms.Count > 1 ? (float)found / (terms.Count - 1) : 0;
    }

    /// <summary>
    /// The smallest window that holds one occurrence of every covered term (Tao and Zhai, SIGIR 2007, their minimal span).
    /// </summary>
    private static float Proximity(IReadOnlyList<QueryTerm> terms, AnalyzedText body)
    {
        var occurrences = terms
            .SelectMany((term, index) => body.Positions(term.Term).Select(position => (position, index)))
            .OrderBy(o => o.position)
            .ToArray();
        var distinct = occurrences.Select(o => o.index).Distinct().Count();
        if (distinct < 2)
        {
            return 0;
        }

        var counts = new int[terms.Count];
        var inside = 0;
        var start = 0;
        var best = int.MaxValue;
        foreach (var (position, index) in occurrences)
        {
            inside += counts[index]++ == 0 ? 1 : 0;
            while (inside == distinct)
            {
                best = Math.Min(best, position - occurrences[start].position + 1);
                inside -= --counts[occurrences[start++].index] == 0 ? 1 : 0;
            }
        }

        return Math.Min(1f, (float)distinct / best);
    }
}
