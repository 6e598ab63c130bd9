using Footnote.Models.Words;

namespace Footnote.Models.Extractive;

/// <summary>Finds "long form (LF)" in the passages, so that a question with the short form also matches the long one.</summary>
internal static class Acronyms
{
    /// <summary>From a short form's term to the terms of its long form, separated by spaces.</summary>
    public static IReadOnlyDictionary<string, string> Find(IReadOnlyList<PassageSentence> sentences)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (PassageSentence sentence in sentences)
        {
            for (int i = 2; i < sentence.Words.Count; i++)
            {
                if (LongForm(sentence, i) is { } longForm)
                {
                    found.TryAdd(sentence.Words[i].Term, longForm);
                }
            }
        }

        return found;
    }

    private static string? LongForm(PassageSentence sentence, int at)
    {
        Word word = sentence.Words[at];
        string text = sentence.Text;
        int length = word.End - word.Start;
        bool isBracketed = word.Start > 0 && text[word.Start - 1] == '(' && word.End < text.Length && text[word.End] == ')';
        bool isShortForm = length is >= 2 and <= 6 && text.AsSpan(word.Start, length).IndexOfAnyExceptInRange('A', 'Z') < 0;
        if (!isBracketed || !isShortForm || at < length)
        {
            return null;
        }

        List<Word> before = [.. sentence.Words.Skip(at - length).Take(length)];
        bool matches = before.Select(part => char.ToUpperInvariant(part.Folded[0])).SequenceEqual(text[word.Start..word.End]);
        return matches ? string.Join(' ', before.Where(part => part.IsContent).Select(part => part.Term)) : null;
    }
}
