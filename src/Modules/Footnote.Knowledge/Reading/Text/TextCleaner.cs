using System.Text;

namespace Footnote.Knowledge.Reading.Text;

/// <summary>Removes what no text should hold: control characters, soft hyphens, zero-width fillers and lone surrogates.</summary>
internal static class TextCleaner
{
    /// <summary>Runs of white space become one blank; the ends are trimmed.</summary>
    public static string Collapse(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        var pendingBlank = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                pendingBlank = result.Length > 0;
                continue;
            }

            var width = Accept(text, i, out var replacement);
            if (width == 0)
            {
                continue;
            }

            if (pendingBlank)
            {
                result.Append(' ');
                pendingBlank = false;
            }

            Append(result, text, ref i, width, replacement);
        }

        return result.ToString();
    }

    /// <summary>Keeps lines and indentation; trims blank lines at both ends and blanks at the ends of lines.</summary>
    public static string KeepLines(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\r')
            {
                c = i + 1 < text.Length && text[i + 1] == '\n' ? '\0' : '\n';
            }

            if (c is '\n' or '\u2028' or '\u2029')
            {
                TrimEnd(result);
                result.Append('\n');
            }
            else if (char.IsWhiteSpace(c))
            {
                result.Append(c == '\t' ? '\t' : ' ');
            }
            else if (c != '\0')
            {
                var width = Accept(text, i, out var replacement);
                Append(result, text, ref i, width, replacement);
            }
        }

        TrimEnd(result);
        return result.ToString().Trim('\n').TrimEnd();
    }

    private static void Append(StringBuilder result, ReadOnlySpan<char> text, ref int i, int width, char replacement)
    {
        if (width == 2)
        {
            result.Append(text.Slice(i, 2));
            i++;
        }
        else if (width == 1)
        {
            result.Append(replacement);
        }
    }

    /// <summary>How many characters at <paramref name="i"/> are kept (0, 1 or 2), and as what when it is one.</summary>
    private static int Accept(ReadOnlySpan<char> text, int i, out char replacement)
    {
        var c = text[i];
        replacement = c;
        if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
        {
            return 2;
        }

        if (char.IsSurrogate(c))
        {
            replacement = '\uFFFD';
            return 1;
        }

        var isFiller = char.IsControl(c) || c is '\u00AD' or '\u200B' or '\u2060' or '\uFEFF' or '\uFFFE' or '\uFFFF';
        return isFiller ? 0 : 1;
    }

    private static void TrimEnd(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] is ' ' or '\t')
        {
            text.Length--;
        }
    }
}
