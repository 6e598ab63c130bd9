using Footnote.Retrieval.Queries;

namespace Footnote.Evaluation.Fitting;

/// <summary>Names from the questions of other collections that no document of this one mentions.</summary>
internal static class Strangers
{
    private const int ShortestName = 4;

    public static IReadOnlyList<string> Find(IReadOnlyList<string> foreign, IVocabulary vocabulary)
    {
        var analyzer = new QueryAnalyzer(vocabulary, new QueryAnalyzerOptions { RepairSpelling = false });
        return
        [
            .. foreign.SelectMany(question => analyzer.Analyze(question, "en").Terms)
                .Where(term => term.IsSpecific && !term.IsKnown && term.Surface.Length >= ShortestName && term.Surface.All(char.IsLetter))
                .Select(term => term.Surface)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>The question about something else: its rarest word that names something replaced; null when it names nothing.</summary>
    public static string? Replace(AnalyzedQuery query, string stranger)
    {
        var subject = query.Terms.Where(term => term.IsSpecific && term.IsKnown && term.Surface.All(char.IsLetter)).MaxBy(term => term.Idf);
        return subject is null ? null : query.Text.Replace(subject.Surface, stranger, StringComparison.Ordinal);
    }
}
