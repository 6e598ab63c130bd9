using System.Globalization;

namespace Footnote.Retrieval.Chunking;

/// <summary>Cuts a span that exceeds the budget into pieces that do not: at white space if there is any, else between characters.</summary>
internal static class LongTextSplitter
{
    /// <summary>
    /// No tokenizer in use needs fewer tokens than one for eight characters of prose; a first guess above that is wasted work.
    /// </summary>
    private const int CharactersPerTokenAtMost = 8;

    public static IEnumerable<(int Start, int End, int Tokens)> Split(
        string text, int start, int end, int budget, Func<string, int> countTokens)
    {
        while (start < end)
        {
            var (cut, tokens) = Fit(text, start, end, budget, countTokens);
            var stop = cut;
            while (stop > start && char.IsWhiteSpace(text[stop - 1]))
            {
                stop--;
            }

            if (stop > start)
            {
                yield return (start, stop, tokens);
            }

            start = cut;
            while (start < end && char.IsWhiteSpace(text[start]))
            {
                start++;
            }
        }
    }

    /// <summary>The largest piece from a place on that is within the budget: where it is to be cut, and its tokens.</summary>
    public static (int Cut, int Tokens) Fit(string text, int start, int end, int budget, Func<string, int> countTokens)
    {
        var length = Math.Min(end - start, budget * CharactersPerTokenAtMost);
        while (true)
        {
            var cut = Boundary(text, start, start + length, end);
            var tokens = countTokens(text[start..cut]);
            if (tokens <= budget || length == 1)
            {
                return (cut, tokens);
            }

            length = Math.Max(1, Math.Min(cut - start - 1, (int)((cut - start) * 0.95 * budget / tokens)));
        }
    }

    private static int Boundary(string text, int start, int wanted, int end)
    {
        if (wanted >= end)
        {
            return end;
        }

        for (var i = wanted; i > start + ((wanted - start) / 2); i--)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                return i;
            }
        }

        var cut = wanted;
        while (cut > start && IsInsideCharacter(text[cut]))
        {
            cut--;
        }

        return cut > start ? cut : Math.Min(end, start + StringInfo.GetNextTextElementLength(text, start));
    }

    private static bool IsInsideCharacter(char c) =>
        char.IsLowSurrogate(c) || c == '\u200D' || char.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
