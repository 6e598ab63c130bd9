using Footnote.Knowledge.Reading.Layout;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Pages;

/// <summary>
/// Finds the boxes of a span of text: the words of the layout, in the order the reader writes them, are looked up in the text one after the
/// other, and those within the span are joined line by line. Words that the text does not hold, such as running heads, are passed over.
/// </summary>
internal static class BoxFinder
{
    private const int Lookahead = 400;

    /// <param name="layout">The page.</param>
    /// <param name="text">The text of the page.</param>
    /// <param name="start">Where the span starts within that text.</param>
    /// <param name="end">Where it ends.</param>
    public static IReadOnlyList<PageBox> Find(LayoutPage layout, string text, int start, int end)
    {
        var lines = new List<LayoutBox>();
        var position = 0;
        foreach (var word in PageComposer.Compose(layout).SelectMany(element => element.Words))
        {
            var clean = TextCleaner.Collapse(word.Text);
            var at = clean.Length == 0 ? -1 : IndexOfWord(text, clean, position);
            if (at < 0)
            {
                continue;
            }

            position = at + clean.Length;
            if (at < end && position > start)
            {
                Add(lines, word.Box);
            }
        }

        return [.. lines.Select(line => new PageBox(
            Math.Round(line.Left, 2), Math.Round(line.Top, 2), Math.Round(line.Width, 2), Math.Round(line.Height, 2)))];
    }

    /// <summary>The next place of a whole word nearby; layout and text run in the same order.</summary>
    private static int IndexOfWord(string text, string word, int from)
    {
        var limit = Math.Min(text.Length, from + Lookahead);
        for (var at = from; at < limit; at++)
        {
            at = text.IndexOf(word, at, limit - at, StringComparison.Ordinal);
            if (at < 0)
            {
                return -1;
            }

            var after = at + word.Length;
            if ((at == 0 || char.IsWhiteSpace(text[at - 1])) && (after == text.Length || !char.IsLetterOrDigit(text[after])))
            {
                return at;
            }
        }

        return -1;
    }

    private static void Add(List<LayoutBox> lines, LayoutBox word)
    {
        if (lines.Count > 0 && word.Left >= lines[^1].Left && lines[^1].IsBeside(word))
        {
            lines[^1] = lines[^1].Join(word);
        }
        else
        {
            lines.Add(word);
        }
    }
}
