using Footnote.Retrieval.Lexical;
using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Text;

namespace Footnote.Retrieval.Queries;

/// <summary>
/// Finds out what a query asks for: operators, language, kind, terms, entities, misspellings, parts and route. Thread-safe.
/// </summary>
/// <param name="vocabulary">The index's terms.</param>
/// <param name="options">How queries are understood.</param>
public sealed class QueryAnalyzer(IVocabulary vocabulary, QueryAnalyzerOptions options)
{
    private const int LongWord = 9;
    private const int ShortestRepaired = 5;

    /// <summary>Analyses a query. Well under a millisecond, apart from the vocabulary's suggestions for unknown words.</summary>
    /// <param name="query">As typed.</param>
    /// <param name="language">Its language; null to detect it.</param>
    /// <param name="dictionary">Acronyms and synonyms; null for none.</param>
    public AnalyzedQuery Analyze(string query, string? language = null, QueryDictionary? dictionary = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        var typed = QueryText.CollapseWhiteSpace(query);
        typed = QuestionForms.IsSentence(typed) ? QueryOperators.Without(typed) : typed;
        var operators = QueryOperators.Read(typed);
        var words = QueryText.Words(operators.Text);
        var spoken = LanguageOf(operators.Text, language);
        var terms = TermsOf(operators.Text, spoken);
        var repairs = options.RepairSpelling ? terms.Select(Repair).OfType<QueryRepair>().ToArray() : [];
        var expansions = (dictionary ?? QueryDictionary.Empty).Expand(operators.Text);
        var parts = options.Decompose ? QuestionParts.Split(operators.Text) : [];
        var kind = QuestionForms.KindOf(operators.Text, words, parts.Count);
        return new AnalyzedQuery
        {
            Text = operators.Text,
            LexicalText = string.Join(' ', [typed, .. repairs.Select(r => r.Replacement), .. expansions]),
            Language = spoken,
            Kind = kind,
            Terms = terms,
            AnswerType = QuestionForms.AnswerTypeOf(words),
            Phrases = operators.Phrases,
            Excluded = operators.Excluded,
            Entities = EntitiesOf(words),
            Parts = parts,
            Repairs = repairs,
            Expansions = expansions,
            AsksForRecent = QuestionForms.AsksForRecent(words),
            Route = RouteOf(kind, operators, words),
        };
    }

    private string LanguageOf(string text, string? given)
    {
        if (given is not null)
        {
            return given;
        }

        var detected = LanguageDetector.Detect(text);
        return string.Equals(detected, LanguageDetector.Undetermined, StringComparison.Ordinal) ? options.DefaultLanguage : detected;
    }

    private IReadOnlyList<QueryTerm> TermsOf(string text, string language) =>
    [
        .. TextAnalyzer.For(language).Analyze(text)
            .Where(term => !term.IsExtra)
            .DistinctBy(term => term.Term, StringComparer.Ordinal)
            .Select(term => ToQueryTerm(text[term.Start..term.End], term.Term, language)),
    ];

    private QueryTerm ToQueryTerm(string surface, string term, string language) =>
        new(surface, term, vocabulary.Idf(term), vocabulary.Contains(term), CommonWords.IsSpecific(surface, language));

    /// <summary>
    /// Only a word that could be a misspelling is repaired: unknown, of letters alone, and not a word of everyday language.
    /// </summary>
    private QueryRepair? Repair(QueryTerm term)
    {
        if (term.IsKnown || !term.IsSpecific || term.Surface.Length < ShortestRepaired || !term.Surface.All(char.IsLetter))
        {
            return null;
        }

        var word = term.Surface.ToLowerInvariant();
        var limit = word.Length >= LongWord ? 2 : 1;
        var replacement = vocabulary.Suggest(word)
            .FirstOrDefault(s => s.Length > 0 && s[0] == word[0] && EditDistance.Between(word, s, limit) <= limit);
        return replacement is null ? null : new QueryRepair(term.Surface, replacement);
    }

    private static IReadOnlyList<string> EntitiesOf(IReadOnlyList<string> words)
    {
        var entities = new List<string>();
        var shouts = words.Count > 2 && words.All(w => !w.Any(char.IsLower));
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var isName = char.IsUpper(word[0]) && !shouts && (i > 0 || !QuestionForms.IsQuestionWord(word)) && word.Length > 1;
            if (word.Any(char.IsDigit) || isName)
            {
                entities.Add(word);
            }
        }

        return [.. entities.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A query of phrases or codes alone is a look-up: vectors of such strings say little.</summary>
    private static RetrievalMode RouteOf(QueryKind kind, QueryOperators operators, IReadOnlyList<string> words)
    {
        var isOnlyPhrases = operators.Phrases.Count > 0
            && operators.Phrases.Sum(p => QueryText.Words(p).Count) == words.Count;
        var isOnlyCodes = kind == QueryKind.Keyword && words.Count > 0 && words.All(IsCode);
        return isOnlyPhrases || isOnlyCodes ? RetrievalMode.Lexical : RetrievalMode.Hybrid;
    }

    private static bool IsCode(string word) => word.Any(char.IsDigit) && (word.Length > 4 || word.Any(char.IsLetter));
}
