using Footnote.Retrieval.Text;

namespace Footnote.Retrieval.Queries;

/// <summary>English words that any text may use; a word outside them names something.</summary>
internal static class CommonWords
{
    private static readonly HashSet<string> English = new(TextResource.Lines("common-words-english.txt"), StringComparer.Ordinal);

    /// <summary>
    /// Whether a written word is specific. Only English is known: words of other languages are taken to be common unless they hold a
    /// digit.
    /// </summary>
    public static bool IsSpecific(string surface, string language)
    {
        if (surface.Any(char.IsAsciiDigit))
        {
            return true;
        }

        var isEnglish = language.StartsWith("en", StringComparison.Ordinal);
        return isEnglish && surface.Length > 2 && !IsKnown(surface.ToLowerInvariant());
    }

    /// <summary>Whether the word, or the word it is a plain inflection of, is in the list.</summary>
    private static bool IsKnown(string word)
    {
        foreach (var (ending, replacement) in Inflections)
        {
            if (word.EndsWith(ending, StringComparison.Ordinal) && English.Contains(word[..^ending.Length] + replacement))
            {
                return true;
            }
        }

        return false;
    }

    private static readonly (string Ending, string Replacement)[] Inflections =
    [
        ("", ""), ("'s", ""), ("\u2019s", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("d", ""),
        ("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("ly", ""),
    ];
}
