using System.Text;
using System.Text.RegularExpressions;
using Footnote.Knowledge.Reading.Layout;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>
/// Turns pages into blocks: joins lines, finds headings, list items and tables, keeps running heads once. Where the layout of a page is
/// known, headings are told by their size and tables by their columns; else by numbering and capitals.
/// </summary>
internal sealed partial class PdfPageWriter(DocumentBuilder builder, IReadOnlyDictionary<int, LayoutPage> layouts)
{
    private const int HeadingCharacters = 90;
    private const int PagesForRunningHeads = 4;
    private const double RunningShare = 0.5;

    private readonly HashSet<string> _seenHeads = new(StringComparer.Ordinal);
    private readonly FontSizes _sizes = new(layouts.Values);
    private HashSet<string> _running = [];

    public void Write(ReadOnlySpan<string> pages, CancellationToken cancellationToken)
    {
        _running = RunningHeads(pages);
        for (var i = 0; i < pages.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            builder.Page = i + 1;
            if (layouts.TryGetValue(i + 1, out var layout))
            {
                WriteLayout(layout);
            }
            else
            {
                WritePage(pages[i]);
            }
        }

        builder.Page = null;
    }

    /// <summary>First and last lines that recur, numbers aside, on half of the pages.</summary>
    private static HashSet<string> RunningHeads(ReadOnlySpan<string> pages)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            foreach (var edge in EdgeLines(page))
            {
                counts[edge] = counts.GetValueOrDefault(edge) + 1;
            }
        }

        var needed = Math.Max(PagesForRunningHeads, pages.Length * RunningShare);
        return counts.Where(pair => pair.Value >= needed).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
    }

    private static HashSet<string> EdgeLines(string page)
    {
        var lines = page.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var edges = lines.Length <= 4 ? lines : [.. lines[..2], .. lines[^2..]];
        return edges.Select(Shape).ToHashSet(StringComparer.Ordinal);
    }

    private static string Shape(string line) => Digits().Replace(line, "0");

    private void WriteLayout(LayoutPage page)
    {
        foreach (var element in PageComposer.Compose(page))
        {
            if (element.Table is { } table)
            {
                builder.Table(table.Texts, table.HasHeader);
            }
            else
            {
                WriteBlock(element.Lines);
            }
        }
    }

    private void WriteBlock(IReadOnlyList<LayoutLine> lines)
    {
        var paragraph = new StringBuilder();
        int? level = null;
        foreach (var line in lines)
        {
            var itsLevel = _sizes.LevelOf(line);
            if (itsLevel != level)
            {
                Flush(paragraph, level);
                level = itsLevel;
            }

            AddLine(paragraph, line.Text, level);
        }

        Flush(paragraph, level);
    }

    private void WritePage(string page)
    {
        var paragraph = new StringBuilder();
        foreach (var raw in page.AsSpan().EnumerateLines())
        {
            var line = raw.Trim().ToString();
            if (line.Length == 0)
            {
                Flush(paragraph, level: null);
            }
            else
            {
                AddLine(paragraph, line, level: null);
            }
        }

        Flush(paragraph, level: null);
    }

    private void AddLine(StringBuilder paragraph, string line, int? level)
    {
        var shape = _running.Count > 0 ? Shape(line) : string.Empty;
        if (_running.Contains(shape) && !_seenHeads.Add(shape))
        {
            return;
        }

        if (paragraph.Length > 0 && level is null && ListMarker().IsMatch(line))
        {
            Flush(paragraph, level);
        }

        paragraph.Append(paragraph.Length > 0 ? " " : string.Empty).Append(line);
    }

    private void Flush(StringBuilder paragraph, int? level)
    {
        if (paragraph.Length == 0)
        {
            return;
        }

        var text = paragraph.ToString();
        paragraph.Clear();
        if (level is { } size && text.Length <= 2 * HeadingCharacters)
        {
            builder.Heading(text, size);
        }
        else if (NumberedHeading().Match(text) is { Success: true } numbered && text.Length <= HeadingCharacters)
        {
            builder.Heading(text, numbered.Groups[1].Value.Count(c => c == '.') + 1);
        }
        else if (ListMarker().IsMatch(text))
        {
            builder.ListItem(text);
        }
        else if (IsShoutedHeading(text))
        {
            builder.Heading(text, 1);
        }
        else
        {
            builder.Paragraph(text);
        }
    }

    private static bool IsShoutedHeading(string text)
    {
        var letters = text.Count(char.IsLetter);
        return text.Length <= HeadingCharacters && letters >= 4 && text.Count(char.IsUpper) == letters && !text.EndsWith('.');
    }

    [GeneratedRegex(@"\d+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+\p{Lu}[^.!?;|]{2,80}$", RegexOptions.NonBacktracking)]
    private static partial Regex NumberedHeading();

    [GeneratedRegex(@"^([•‣◦▪●–-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S", RegexOptions.NonBacktracking)]
    private static partial Regex ListMarker();
}
