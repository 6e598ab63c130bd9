using Footnote.Retrieval.Lexical.Search;
using Footnote.Retrieval.Text;

namespace Footnote.Retrieval.Lexical;

/// <summary>
/// A parsed query. Words are alternatives: the more and the rarer ones a chunk has, the better. "Quoted phrases" must occur as they
/// stand (stop words in them match any word); a leading minus excludes a word or phrase. Immutable.
/// </summary>
public sealed class LexicalQuery
{
    private LexicalQuery(string text, string language, List<QueryTerm> terms, List<QueryTerm[]> phrases, List<QueryTerm[]> excluded)
    {
        Text = text;
        Language = language;
        Optional = terms;
        Required = phrases;
        Excluded = excluded;
    }

    /// <summary>The text it was parsed from.</summary>
    public string Text { get; }

    /// <summary>Language whose analyzer was used.</summary>
    public string Language { get; }

    /// <summary>The distinct analyzed terms, those of phrases included, those excluded left out.</summary>
    public IReadOnlyList<string> Terms =>
        [.. Optional.Concat(Required.SelectMany(phrase => phrase)).Select(term => term.Text).Distinct(StringComparer.Ordinal)];

    /// <summary>True when nothing can be found with it.</summary>
    public bool IsEmpty => Optional.Count == 0 && Required.Count == 0;

    internal List<QueryTerm> Optional { get; }

    internal List<QueryTerm[]> Required { get; }

    internal List<QueryTerm[]> Excluded { get; }

    /// <summary>
    /// Parses what a person typed; every text is a valid query. Unbalanced quotes are read as if they were not there.
    /// </summary>
    /// <param name="text">The query.</param>
    /// <param name="language">Language of the analyzer; null detects it and takes English when it cannot be told.</param>
    public static LexicalQuery Parse(string text, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (language is null)
        {
            language = LanguageDetector.Detect(text);
            language = language is LanguageDetector.Undetermined ? "en" : language;
        }

        return new QueryParser(text, TextAnalyzer.For(language)).Parse();
    }

    internal static LexicalQuery Create(
        string text, string language, List<QueryTerm> terms, List<QueryTerm[]> phrases, List<QueryTerm[]> excluded) =>
        new(text, language, terms, phrases, excluded);
}
