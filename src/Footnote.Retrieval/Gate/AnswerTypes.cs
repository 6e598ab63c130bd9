using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Gate;

/// <summary>Whether passages hold the kind of thing a question asks for, beyond what the question itself says.</summary>
internal static class AnswerTypes
{
    public static bool IsMet(AnalyzedQuery query, IReadOnlyList<RetrievedChunk> judged) => query.AnswerType switch
    {
        AnswerType.Number or AnswerType.Time => judged.Any(c => HasNewWord(c.Content.Text, query.Text, w => w.Any(char.IsAsciiDigit))),
        AnswerType.Name => judged.Any(c => HasNewWord(c.Content.Text, query.Text, w => char.IsUpper(w[0]) && w.Length > 1)),
        _ => true,
    };

    private static bool HasNewWord(string text, string question, Func<string, bool> fits) =>
        QueryText.Words(text).Any(w => fits(w) && !question.Contains(w, StringComparison.OrdinalIgnoreCase));
}
