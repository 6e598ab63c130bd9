using System.Text;
using System.Text.RegularExpressions;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Turns the pages pdftotext gives into blocks: joins lines, finds headings and list items, keeps running heads once.</summary>
internal sealed partial class PdfPageWriter(DocumentBuilder builder)
{
    private const int HeadingCharacters = 90;
    private const int PagesForRunningHeads = 4;
    private const double RunningShare = 0.5;

    private readonly HashSet<string> _seenHeads = new(StringComparer.Ordinal);

    public void Write(ReadOnlySpan<string> pages, CancellationToken cancellationToken)
    {
        var running = RunningHeads(pages);
        for (var i = 0; i < pages.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            builder.Page = i + 1;
            WritePage(pages[i], running);
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

    private void WritePage(string page, HashSet<string> running)
    {
        var paragraph = new StringBuilder();
        foreach (var raw in page.AsSpan().EnumerateLines())
        {
            var line = raw.Trim().ToString();
            if (line.Length == 0)
            {
                Flush(paragraph);
                continue;
            }

            var shape = running.Count > 0 ? Shape(line) : string.Empty;
            if (running.Contains(shape) && !_seenHeads.Add(shape))
            {
                continue;
            }

            if (paragraph.Length > 0 && ListMarker().IsMatch(line))
            {
                Flush(paragraph);
            }

            paragraph.Append(paragraph.Length > 0 ? " " : string.Empty).Append(line);
        }

        Flush(paragraph);
    }

    private void Flush(StringBuilder paragraph)
    {
        if (paragraph.Length == 0)
        {
            return;
        }

        var text = paragraph.ToString();
        paragraph.Clear();
        if (NumberedHeading().Match(text) is { Success: true } numbered && text.Length <= HeadingCharacters)
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
