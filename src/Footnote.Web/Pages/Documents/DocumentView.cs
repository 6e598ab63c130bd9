using Footnote.Client.Documents;

namespace Footnote.Web.Pages.Documents;

/// <summary>The visible part of a document's text, cut where the way of showing it changes.</summary>
/// <param name="Spans">The parts in order.</param>
/// <param name="Previous">Where the part before begins; null at the start of the text.</param>
/// <param name="Next">Where the part after begins; null at the end.</param>
public sealed record DocumentView(IReadOnlyList<TextSpan> Spans, int? Previous, int? Next)
{
    /// <summary>A page of this many code units stays quick to send and to lay out on a phone.</summary>
    public const int PartLength = 100_000;

    public static DocumentView Create(DocumentText document, DocumentMarks marks)
    {
        var text = document.Text;
        var passage = Clamp(marks.Start, marks.End, text.Length);
        var quote = Clamp(marks.QuoteStart, marks.QuoteEnd, text.Length);
        var wanted = marks.From ?? (passage is null ? 0 : passage.Value.Start - (PartLength / 4));
        var start = OnCharacter(text, wanted < text.Length ? Math.Max(0, wanted) : Math.Max(0, text.Length - PartLength));
        var end = OnCharacter(text, Math.Min(text.Length, start + PartLength));
        return new DocumentView(
            Cut(document, (start, end), passage, quote),
            start == 0 ? null : Math.Max(0, start - PartLength),
            end >= text.Length ? null : end);
    }

    private static List<TextSpan> Cut(
        DocumentText document, (int Start, int End) part, (int Start, int End)? passage, (int Start, int End)? quote)
    {
        var pages = (document.Pages ?? [])
            .Where(page => page.Start >= part.Start && page.Start < part.End)
            .ToDictionary(page => page.Start, page => page.Page);
        int[] borders = [part.Start, part.End, .. pages.Keys, .. BordersOf(passage), .. BordersOf(quote)];
        var ordered = borders.Where(border => border >= part.Start && border <= part.End).Distinct().Order().ToArray();
        var spans = new List<TextSpan>();
        for (var i = 0; i < ordered.Length - 1; i++)
        {
            if (pages.TryGetValue(ordered[i], out var page))
            {
                spans.Add(new TextSpan("", TextSpanKind.PageBreak, page));
            }

            var kind = Contains(quote, ordered[i]) ? TextSpanKind.Quote
                : Contains(passage, ordered[i]) ? TextSpanKind.Passage
                : TextSpanKind.Plain;
            spans.Add(new TextSpan(document.Text[ordered[i]..ordered[i + 1]], kind));
        }

        return spans;
    }

    private static int[] BordersOf((int Start, int End)? range) => range is { } value ? [value.Start, value.End] : [];

    private static bool Contains((int Start, int End)? range, int offset)
        => range is { } value && offset >= value.Start && offset < value.End;

    private static (int Start, int End)? Clamp(int? start, int? end, int length)
    {
        if (start is null || end is null)
        {
            return null;
        }

        var from = Math.Clamp(start.Value, 0, length);
        var to = Math.Clamp(end.Value, 0, length);
        return from < to ? (from, to) : null;
    }

    private static int OnCharacter(string text, int offset)
        => offset > 0 && offset < text.Length && char.IsLowSurrogate(text[offset]) ? offset - 1 : offset;
}
