using System.Globalization;

namespace Footnote.Models.Extractive;

/// <summary>Writes chosen sentences down, each with its marker; steps become a list.</summary>
internal static class AnswerComposer
{
    /// <summary>The answer piece by piece; joined they are the answer.</summary>
    public static IEnumerable<string> Compose(IReadOnlyList<PassageSentence> sentences)
    {
        int step = 0;
        for (int i = 0; i < sentences.Count; i++)
        {
            PassageSentence sentence = sentences[i];
            bool isInList = sentence.IsListItem && sentences.Count > 1;
            bool followsList = i > 0 && sentences[i - 1].IsListItem;
            step = !sentence.IsListItem ? 0 : StartsItem(sentences, i) ? step + 1 : step;
            string before = (i, isInList, followsList) switch
            {
                (0, false, _) => "",
                (_, true, _) when StartsItem(sentences, i) => (i == 0 ? "" : "\n") + Bullet(sentence, step),
                (_, false, true) => "\n\n",
                _ => " ",
            };
            yield return string.Create(CultureInfo.InvariantCulture, $"{before}{Finished(sentence.Text)} [{sentence.PassageIndex}]");
        }
    }

    private static bool StartsItem(IReadOnlyList<PassageSentence> sentences, int at)
    {
        PassageSentence sentence = sentences[at];
        bool continuesItem = at > 0 && sentences[at - 1].IsListItem && ReferenceEquals(sentence.Previous, sentences[at - 1])
            && sentence.Item == sentences[at - 1].Item && sentence.Rank == sentences[at - 1].Rank;
        return sentence.IsListItem && !continuesItem;
    }

    private static string Bullet(PassageSentence sentence, int step) =>
        sentence.IsNumbered ? string.Create(CultureInfo.InvariantCulture, $"{step}. ") : "- ";

    private static string Finished(string text) => char.IsLetterOrDigit(text[^1]) ? text + "." : text;
}
