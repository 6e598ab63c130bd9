namespace Footnote.Retrieval.Queries;

/// <summary>What the form of a question tells: its kind, what its answer must contain, whether it asks for what is new.</summary>
internal static class QuestionForms
{
    private const int KeywordWords = 3;
    private const int LongWords = 25;
    private const int SentenceWords = 10;

    private static readonly HashSet<string> QuestionWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "who", "whom", "whose", "what", "when", "where", "which", "why", "how", "is", "are", "was", "were", "do", "does", "did", "can",
        "could",
        "should", "will", "would", "may", "has", "have", "wer", "was", "wann", "wo", "welche", "welcher", "welches", "warum", "wie", "qui",
        "que", "quoi", "quand", "pourquoi", "comment", "combien", "quel", "quelle", "quién", "qué", "cuándo", "dónde", "cuál", "cómo",
        "chi",
        "cosa", "quando", "dove", "quale", "perché", "quanto", "wie", "wat", "waar", "waarom", "hoe", "quem", "onde", "qual", "como", "кто",
        "что", "когда", "где", "почему", "как", "сколько",
    };

    private static readonly HashSet<string> FactWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "who", "whom", "whose", "when", "where", "which", "wer", "wann", "wo", "welche", "welcher", "welches", "qui", "quand", "combien",
        "quién", "cuándo", "dónde", "cuál", "chi", "quando", "dove", "quale", "quanto", "waar", "quem", "onde", "кто", "когда", "где",
        "сколько",
    };

    private static readonly string[] Comparisons =
        ["difference between", "differences between", "compare", "compared to", "versus", " vs ", " vs. ", "better than", "pros and cons"];

    private static readonly HashSet<string> RecentWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "latest", "newest", "recent", "recently", "current", "currently", "today", "nowadays", "up-to-date", "neueste", "neuesten",
        "aktuell",
        "aktuelle", "aktuellen", "récent", "récente", "dernier", "dernière", "actuel", "actuelle", "reciente", "último", "última", "actual",
    };

    /// <summary>Whether a query is put in a sentence: there, quotation marks enclose titles and a minus is a dash.</summary>
    public static bool IsSentence(string text)
    {
        var words = QueryText.Words(text);
        return text.EndsWith('?') || words.Count > SentenceWords || words.Take(1).Any(QuestionWords.Contains);
    }

    public static bool AsksForRecent(IReadOnlyList<string> words) => words.Any(RecentWords.Contains);

    public static bool IsQuestionWord(string word) => QuestionWords.Contains(word);

    public static QueryKind KindOf(string text, IReadOnlyList<string> words, int parts)
    {
        var isQuestion = text.EndsWith('?') || words.Take(1).Any(QuestionWords.Contains);
        if (parts > 1 || words.Count > LongWords || Comparisons.Any(c => text.Contains(c, StringComparison.OrdinalIgnoreCase)))
        {
            return QueryKind.Complex;
        }

        if (!isQuestion && words.Count <= KeywordWords)
        {
            return QueryKind.Keyword;
        }

        return AnswerTypeOf(words) != AnswerType.Any || words.Take(2).Any(FactWords.Contains) ? QueryKind.Factual : QueryKind.Semantic;
    }

    public static AnswerType AnswerTypeOf(IReadOnlyList<string> words)
    {
        for (var i = 0; i < Math.Min(words.Count, 4); i++)
        {
            var word = words[i].ToLowerInvariant();
            var next = i + 1 < words.Count ? words[i + 1].ToLowerInvariant() : "";
            switch (word)
            {
                case "when" or "wann" or "quand" or "cuándo":
                    return i == 0 ? AnswerType.Time : AnswerType.Any;
                case "who" or "whom" or "whose" or "where" or "wer" or "qui" or "quién" or "dónde":
                    return i == 0 ? AnswerType.Name : AnswerType.Any;
                case "how" when next is "many" or "much" or "long" or "old" or "far" or "tall" or "high" or "big" or "often" or "fast":
                    return AnswerType.Number;
                case "what" or "which" when next is "year" or "date" or "day" or "month" or "time":
                    return AnswerType.Time;
                case "what" when next is "percentage" or "percent" or "number" or "amount" or "price":
                    return AnswerType.Number;
                default:
                    break;
            }
        }

        return AnswerType.Any;
    }
}
