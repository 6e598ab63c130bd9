using System.Globalization;
using System.Text;

namespace Footnote.Models.Words;

/// <summary>Reads the words of a text. Letters of scripts written without spaces are words of their own.</summary>
internal static class WordReader
{
    public static List<Word> Read(string text)
    {
        var words = new List<Word>();
        int position = 0;
        while (position < text.Length)
        {
            if (!char.IsLetterOrDigit(text[position]))
            {
                position++;
                continue;
            }

            int end = IsUnspaced(text[position]) ? position + 1 : EndOfWord(text, position);
            words.Add(Make(text, position, end));
            position = end;
        }

        return words;
    }

    /// <summary>The distinct stems of the content words.</summary>
    public static HashSet<string> ContentTerms(string text)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (Word word in Read(text))
        {
            if (word.IsContent)
            {
                terms.Add(word.Term);
            }
        }

        return terms;
    }

    private static int EndOfWord(string text, int start)
    {
        int end = start + 1;
        while (end < text.Length && (IsWordLetter(text[end]) || JoinsWord(text, end)))
        {
            end++;
        }

        return end;
    }

    private static bool IsWordLetter(char c) =>
        (char.IsLetterOrDigit(c) && !IsUnspaced(c)) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    private static bool JoinsWord(string text, int at)
    {
        if (at + 1 >= text.Length)
        {
            return false;
        }

        char before = text[at - 1];
        char after = text[at + 1];
        return text[at] switch
        {
            '\'' or '\u2019' => char.IsLetter(before) && char.IsLetter(after),
            '.' or ',' => char.IsAsciiDigit(before) && char.IsAsciiDigit(after),
            _ => false,
        };
    }

    private static Word Make(string text, int start, int end)
    {
        ReadOnlySpan<char> span = text.AsSpan(start, end - start);
        bool isNumber = char.IsDigit(span[0]) && !span.ContainsAnyInRange('a', 'z') && !span.ContainsAnyInRange('A', 'Z');
        string folded = isNumber ? FoldNumber(span) : Fold(span);
        return new Word(start, end, folded, isNumber ? folded : Stem.Of(folded), isNumber, char.IsUpper(span[0]));
    }

    private static string FoldNumber(ReadOnlySpan<char> number)
    {
        string digits = number.ToString().Replace(",", "", StringComparison.Ordinal);
        return digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits;
    }

    private static string Fold(ReadOnlySpan<char> word)
    {
        string lower = word.ToString().Replace('\u2019', '\'').ToLowerInvariant();
        if (Ascii.IsValid(lower))
        {
            return lower;
        }

        var folded = new StringBuilder(lower.Length);
        foreach (char c in WellFormed(lower).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(c);
            }
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Without lone surrogates and U+FFFE, which the framework does not normalise.</summary>
    private static string WellFormed(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\uFFFE', '\uFFFD');

    private static bool IsUnspaced(char c) =>
        c is (>= '\u3040' and <= '\u30ff') or (>= '\u3400' and <= '\u9fff') or (>= '\u0e00' and <= '\u0e7f');
}
