using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Queries;
using Footnote.Retrieval.Reranking;

namespace Footnote.Retrieval.Gate;

/// <summary>
/// The cheap signals that tell whether chunks answer a question: how close they are, how much of what the question names occurs in
/// them, and
/// whether they hold the kind of thing it asks for.
/// </summary>
public static class EvidenceFeatures
{
    /// <summary>A gap is measured to the hit of this rank.</summary>
    private const int GapRank = 10;

    /// <summary>Terms within a window this wide are taken to be in one statement.</summary>
    private const int WindowWidth = 30;

    /// <summary>
    /// Words that begin with so many equal letters, two thirds of the longer one at least, are taken to be of one family.
    /// </summary>
    private const int SharedLetters = 4;

    /// <summary>The names, in the order of the rows. "cosine" and "cosine_gap" are 0 without a dense leg.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "cosine", "cosine_gap", "coverage", "coverage_all", "window", "bigrams", "missing_top", "missing_specific", "unknown_specific",
        "entities", "answer_type", "bm25", "length",
    ];

    /// <summary>Computes the row of signals. Costs one analysis of each judged chunk's text.</summary>
    /// <param name="input">What to judge by.</param>
    /// <param name="depth">How many of the first chunks are judged together.</param>
    public static double[] Read(EvidenceInput input, int depth)
    {
        ArgumentNullException.ThrowIfNull(input);
        var judged = input.Chunks.Take(depth).ToArray();
        var terms = input.Query.Terms;
        var all = Math.Max(terms.Sum(t => t.Idf), 1e-6f);
        var missing = Missing(input, judged);
        var features = judged.Select(c => RelevanceFeatureReader.Read(input.Query, c.Content, input.Texts)).ToArray();
        return
        [
            input.Dense.Count > 0 ? input.Dense[0].Score : 0,
            Gap(input.Dense),
            features.Select(f => (double)f.Coverage).DefaultIfEmpty().Max(),
            1 - (missing.Sum(t => t.Idf) / all),
            judged.Select(c => Window(terms, input.Texts.Body(c.Content), input.Texts.Heading(c.Content))).DefaultIfEmpty().Max() / all,
            features.Select(f => (double)f.Bigrams).DefaultIfEmpty().Max(),
            missing.Select(t => (double)t.Idf).DefaultIfEmpty().Max() / all,
            missing.Where(t => t.IsSpecific).Sum(t => t.Idf) / all,
            missing.Where(t => t.IsSpecific && !t.IsKnown).Sum(t => t.Idf) / all,
            EntityShare(input, judged),
            AnswerTypes.IsMet(input.Query, judged) ? 1 : 0,
            input.Lexical.Count > 0 ? Math.Min(1, input.Lexical[0].Score / all) : 0,
            Math.Log(1 + terms.Count),
        ];
    }

    /// <summary>The terms that occur in none of the judged chunks. A word repaired to one that does is not missing.</summary>
    internal static IReadOnlyList<QueryTerm> Missing(EvidenceInput input, IReadOnlyList<RetrievedChunk> judged)
    {
        var missing = input.Query.Terms.Where(t =>
            !Occurs(t.Term, input, judged) && (t.IsKnown || !HasRelative(t.Term, input, judged))).ToList();
        missing.RemoveAll(t => IsReplaced(t, input, judged));
        return missing;
    }

    private static bool IsReplaced(QueryTerm term, EvidenceInput input, IReadOnlyList<RetrievedChunk> judged)
    {
        var repair = input.Query.Repairs.FirstOrDefault(r => string.Equals(r.Word, term.Surface, StringComparison.Ordinal));
        var analyzer = Lexical.TextAnalyzer.For(input.Query.Language);
        return repair is not null && analyzer.Analyze(repair.Replacement).All(t => Occurs(t.Term, input, judged));
    }

    /// <summary>Whether a term that no chunk has as it stands is a derivation of one that occurs ("teenager" of "teen").</summary>
    private static bool HasRelative(string term, EvidenceInput input, IReadOnlyList<RetrievedChunk> judged) => judged.Any(c =>
        input.Texts.Body(c.Content).Terms.Any(other => AreRelated(term, other))
        || input.Texts.Heading(c.Content).Terms.Any(other => AreRelated(term, other)));

    private static bool AreRelated(string a, string b)
    {
        var shared = a.AsSpan().CommonPrefixLength(b);
        return shared >= SharedLetters && shared * 3 >= Math.Max(a.Length, b.Length) * 2;
    }

    private static bool Occurs(string term, EvidenceInput input, IReadOnlyList<RetrievedChunk> judged) =>
        judged.Any(c => input.Texts.Body(c.Content).Contains(term) || input.Texts.Heading(c.Content).Contains(term));

    private static double Gap(IReadOnlyList<ScoredId> hits) =>
        hits.Count < 2 ? 0 : hits[0].Score - hits[Math.Min(GapRank, hits.Count) - 1].Score;

    /// <summary>The largest idf of distinct terms within one window of the text; terms of title and headings count everywhere.</summary>
    private static double Window(IReadOnlyList<QueryTerm> terms, AnalyzedText body, AnalyzedText heading)
    {
        var given = terms.Where(t => heading.Contains(t.Term)).Sum(t => t.Idf);
        var occurrences = terms
            .Where(t => !heading.Contains(t.Term))
            .SelectMany((term, index) => body.Positions(term.Term).Select(position => (position, index, term.Idf)))
            .OrderBy(o => o.position)
            .ToArray();
        var counts = new int[terms.Count];
        float inside = 0, best = 0;
        var start = 0;
        foreach (var (position, index, idf) in occurrences)
        {
            inside += counts[index]++ == 0 ? idf : 0;
            while (occurrences[start].position <= position - WindowWidth)
            {
                var left = occurrences[start++];
                inside -= --counts[left.index] == 0 ? left.Idf : 0;
            }

            best = Math.Max(best, inside);
        }

        return given + best;
    }

    private static double EntityShare(EvidenceInput input, IReadOnlyList<RetrievedChunk> judged)
    {
        if (input.Query.Entities.Count == 0)
        {
            return 1;
        }

        var analyzer = Lexical.TextAnalyzer.For(input.Query.Language);
        var found = input.Query.Entities.Count(e => analyzer.Analyze(e).All(t => t.IsExtra || Occurs(t.Term, input, judged)));
        return (double)found / input.Query.Entities.Count;
    }
}
