using Footnote.Retrieval.Lexical.Search;
using Footnote.Retrieval.Text;

namespace Footnote.Retrieval.Lexical;

/// <summary>
/// A parsed query. Words are alternatives: the more and the rarer ones a chunk has, the better. "Quoted phrases" must occur as they
/// stand (stop words in them match any word); a leading minus excludes a word or phrase. Immutable.
/// </summary>
public sealed class LexicalQuery
{
    private LexicalQuery(string text, string language, QueryTerms analyzed)
    {
        Text = text;
        Language = language;
        Analyzed = analyzed;
    }

    /// <summary>The text it was parsed from.</summary>
    public string Text { get; }

    /// <summary>Language whose analyzer was used.</summary>
    public string Language { get; }

    /// <summary>The distinct analyzed terms, those of phrases included, those excluded left out.</summary>
    public IReadOnlyList<string> Terms
    {
        get
        {
            var terms = new List<string>();
            AddTo(terms, Analyzed.Optional);
            for (var i = 0; i < Analyzed.RequiredCount; i++)
            {
                AddTo(terms, Analyzed.Required(i));
            }

            return [.. terms.Distinct(StringComparer.Ordinal)];
        }
    }

    /// <summary>True when nothing can be found with it.</summary>
    public bool IsEmpty => Analyzed.IsEmpty;

    /// <summary>Its analyzed terms; not changed any more.</summary>
    internal QueryTerms Analyzed { get; }

    /// <summary>
    /// Parses what a person typed; every text is a valid query. Unbalanced quotes are read as if they were not there.
    /// </summary>
    /// <param name="text">The query.</param>
    /// <param name="language">Language of the analyzer; null detects it and takes English when it cannot be told.</param>
    public static LexicalQuery Parse(string text, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var analyzer = AnalyzerOf(text, language);
        var terms = new QueryTerms();
        new QueryParser(text, analyzer, new TermBuffer(), terms).Parse();
        return new LexicalQuery(text, analyzer.Language, terms);
    }

    /// <summary>The analyzer of a language; null detects it and takes English when it cannot be told.</summary>
    internal static TextAnalyzer AnalyzerOf(string text, string? language)
    {
        if (language is null)
        {
            language = LanguageDetector.Detect(text);
            language = language is LanguageDetector.Undetermined ? "en" : language;
        }

        return TextAnalyzer.For(language);
    }

    private static void AddTo(List<string> terms, ReadOnlySpan<QueryTerm> added)
    {
        foreach (var term in added)
        {
            terms.Add(term.Text.ToString());
        }
    }
}
