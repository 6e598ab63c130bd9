using System.Text;

namespace Footnote.Models.Citations;

/// <summary>Finds words of a quote in a text although spaces, quotation marks, dashes and case differ.</summary>
public static class QuoteFinder
{
    /// <summary>Where the quote stands in the text, in UTF-16 units of the text; null when it does not occur.</summary>
    public static (int Start, int End)? Find(string text, string quote)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(quote);
        (string needle, _) = Normalize(quote);
        needle = needle.Trim().TrimEnd('.', ',', ';', ':', '!', '?', '\u2026').TrimEnd();
        if (needle.Length == 0)
        {
            return null;
        }

        (string haystack, List<int> places) = Normalize(text);
        int at = haystack.IndexOf(needle, StringComparison.Ordinal);
        while (at >= 0)
        {
            int behind = at + needle.Length;
            if (IsEdge(haystack, at - 1, at) && IsEdge(haystack, behind - 1, behind))
            {
                return (places[at], places[behind - 1] + 1);
            }

            at = haystack.IndexOf(needle, at + 1, StringComparison.Ordinal);
        }

        return null;
    }

    private static bool IsEdge(string text, int left, int right) =>
        left < 0 || right >= text.Length || !char.IsLetterOrDigit(text[left]) || !char.IsLetterOrDigit(text[right]);

    private static (string Text, List<int> Places) Normalize(string text)
    {
        var normal = new StringBuilder(text.Length);
        var places = new List<int>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = Plain(text[i]);
            bool isRepeatedSpace = c == ' ' && (normal.Length == 0 || normal[^1] == ' ');
            if (c != '\0' && !isRepeatedSpace)
            {
                normal.Append(c);
                places.Add(i);
            }
        }

        return (normal.ToString(), places);
    }

    private static char Plain(char c) => c switch
    {
        '\u2018' or '\u2019' or '\u201a' or '\u2032' or '`' => '\'',
        '\u201c' or '\u201d' or '\u201e' or '\u00ab' or '\u00bb' or '\u2033' => '"',
        >= '\u2010' and <= '\u2015' => '-',
        '\u00ad' or '\u200b' or '\ufeff' => '\0',
        _ when char.IsWhiteSpace(c) => ' ',
        _ => char.ToLowerInvariant(c),
    };
}
