namespace Footnote.Retrieval.Text;

/// <summary>
/// Cuts text into sentences: at sentence-final punctuation (Latin, CJK, Arabic, Devanagari) with its closing quotes and brackets, at blank
/// lines and before list items. Abbreviations, initials, decimals, section numbers, ellipses inside a sentence and URLs do not end one.
/// Rule-based; stateless and thread-safe; linear in the length of the text.
/// </summary>
public static class SentenceSegmenter
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        // English
        "mr", "mrs", "ms", "dr", "prof", "sr", "jr", "st", "vs", "etc", "e.g", "i.e", "eg", "ie", "cf", "al", "fig", "figs", "eq", "eqs",
        "no", "nos", "vol", "pp", "p", "ed", "eds", "inc", "ltd", "co", "corp", "dept", "est", "approx", "appt", "apt", "ave", "blvd",
        "gen", "gov", "hon", "lt", "col", "sgt", "capt", "rev", "sec", "ch", "ref", "refs", "tab", "resp", "incl", "jan", "feb", "mar",
        "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "a.m", "p.m", "u.s", "u.k",
        // German, French, Spanish, Italian, Portuguese, Dutch, Russian
        "z.b", "d.h", "u.a", "bzw", "ca", "nr", "abs", "art", "str", "usw", "vgl", "evtl", "ggf", "inkl", "zzgl", "hrsg", "mio",
        "mrd", "m", "mme", "mlle", "av", "env", "ex", "sra", "dra", "ud", "uds", "pág", "núm", "sig", "dott", "ing", "pag", "ecc",
        "sigg", "exmo", "bv", "bijv", "enz", "dhr", "mevr", "ул", "г", "гг", "т.е", "т.д", "т.п", "др", "руб",
        "стр", "см", "им",
    };

    /// <summary>The sentences of <paramref name="text"/> in order, without the white space around them; none is empty.</summary>
    public static IReadOnlyList<TextSpan> Segment(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sentences = new List<TextSpan>();
        var start = 0;
        var i = 0;
        while (i < text.Length)
        {
            var end = EndOfSentenceAt(text, start, i);
            if (end < 0)
            {
                i++;
                continue;
            }

            Add(text, start, end, sentences);
            start = end;
            i = Math.Max(end, i + 1);
        }

        Add(text, start, text.Length, sentences);
        return sentences;
    }

    /// <summary>Index behind the sentence that ends at <paramref name="i"/>, or -1.</summary>
    private static int EndOfSentenceAt(string text, int start, int i)
    {
        var unit = text[i];
        if (unit is '\n' or '\u2029')
        {
            return unit == '\u2029' || IsParagraphBreak(text, i) ? i + 1 : -1;
        }

        if (unit is '。' or '！' or '？' or '｡' or '।' or '॥')
        {
            return BehindClosers(text, i + 1);
        }

        if (unit is not ('.' or '!' or '?' or '…' or '؟' or '۔' or '‼' or '⁇' or '⁈' or '⁉'))
        {
            return -1;
        }

        var last = i;
        while (last + 1 < text.Length && text[last + 1] is '.' or '!' or '?' or '…')
        {
            last++;
        }

        var end = BehindClosers(text, last + 1);
        if (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            return -1;
        }

        return unit is '.' or '…' && IsInsideSentence(text, start, i, last, end) ? -1 : end;
    }

    private static bool IsParagraphBreak(string text, int newline)
    {
        var next = newline + 1;
        while (next < text.Length && text[next] is ' ' or '\t' or '\r')
        {
            next++;
        }

        return next >= text.Length || text[next] == '\n' || IsListMarker(text, next);
    }

    private static bool IsListMarker(string text, int at)
    {
        if (text[at] is '-' or '*' or '•' or '–' or '·')
        {
            return at + 1 < text.Length && text[at + 1] == ' ';
        }

        var digits = at;
        while (digits < text.Length && digits - at < 3 && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        return digits > at && digits + 1 < text.Length && text[digits] is '.' or ')' && text[digits + 1] == ' ';
    }

    private static int BehindClosers(string text, int at)
    {
        while (at < text.Length
            && text[at] is '"' or '\'' or ')' or ']' or '}' or '”' or '’' or '»' or '」' or '』' or '）' or '】')
        {
            at++;
        }

        return at;
    }

    private static bool IsInsideSentence(string text, int start, int first, int last, int end)
    {
        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        if (next >= text.Length)
        {
            return false;
        }

        if (char.IsLower(text[next]))
        {
            return true;
        }

        if (last > first || text[first] == '…')
        {
            return false;
        }

        return EndsInAbbreviation(text, start, first, text[next]);
    }

    private static bool EndsInAbbreviation(string text, int start, int dot, char next)
    {
        var from = dot;
        while (from > start && (char.IsLetterOrDigit(text[from - 1]) || text[from - 1] == '.'))
        {
            from--;
        }

        var token = text.AsSpan(from, dot - from);
        if (token.IsEmpty)
        {
            return false;
        }

        // initials ("J. Smith") but not the pronoun that ends a sentence, and list numbers at the start ("1. Open")
        if (token.Length == 1 && char.IsUpper(token[0]) && token[0] != 'I' && char.IsUpper(next))
        {
            return true;
        }

        if (from == FirstVisible(text, start) && token.Length <= 3 && IsDigits(token))
        {
            return true;
        }

        return token.Length <= 6 && Abbreviations.Contains(token.ToString())
            && !(token is "etc" or "usw" or "ecc" or "enz" && char.IsUpper(next))
            && !(token is "no" or "art" or "ex" or "m" or "p" or "г" or "см" && !char.IsDigit(next) && !char.IsUpper(token[0]));
    }

    private static int FirstVisible(string text, int start)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        return start;
    }

    private static bool IsDigits(ReadOnlySpan<char> token)
    {
        foreach (var unit in token)
        {
            if (!char.IsAsciiDigit(unit))
            {
                return false;
            }
        }

        return true;
    }

    private static void Add(string text, int start, int end, List<TextSpan> sentences)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (end > start)
        {
            sentences.Add(new TextSpan(start, end));
        }
    }
}
