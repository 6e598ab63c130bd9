namespace Footnote.Retrieval.Queries;

/// <summary>Splits a query that asks two or three things, each of which can be understood without the others.</summary>
internal static class QuestionParts
{
    private const int MostParts = 3;
    private const int FewestWords = 3;

    private static readonly HashSet<string> Pronouns = new(StringComparer.OrdinalIgnoreCase)
    {
        "it", "its", "they", "them", "their", "he", "his", "him", "she", "her", "this", "that", "these", "those", "one", "there",
    };

    /// <summary>The parts; empty when the query is one question or a part would lean on another.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var parts = AtQuestionMarks(text);
        parts = parts.Count > 1 ? parts : AtConjunction(text);
        return parts.Count is > 1 and <= MostParts && parts.All(IsWhole) ? parts : [];
    }

    private static IReadOnlyList<string> AtQuestionMarks(string text) =>
        [.. text.Split('?', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => part + "?")];

    private static IReadOnlyList<string> AtConjunction(string text)
    {
        foreach (var conjunction in (string[])[", and ", " and ", "; "])
        {
            var at = text.IndexOf(conjunction, StringComparison.OrdinalIgnoreCase);
            while (at > 0)
            {
                var rest = text[(at + conjunction.Length)..];
                var firstWord = rest.Split(' ', 2)[0];
                if (QuestionForms.IsQuestionWord(firstWord) && QuestionForms.IsQuestionWord(text.Split(' ', 2)[0]))
                {
                    return [text[..at] + "?", rest];
                }

                at = text.IndexOf(conjunction, at + 1, StringComparison.OrdinalIgnoreCase);
            }
        }

        return [text];
    }

    private static bool IsWhole(string part)
    {
        var words = QueryText.Words(part);
        return words.Count >= FewestWords && !words.Any(Pronouns.Contains) && words.Count(w => !QuestionForms.IsQuestionWord(w)) >= 2;
    }
}
