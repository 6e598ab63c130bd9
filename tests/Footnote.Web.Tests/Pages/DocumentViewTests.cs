using Footnote.Client.Documents;
using Footnote.Web.Pages.Documents;

namespace Footnote.Web.Tests.Pages;

public class DocumentViewTests
{
    private const string Text = "Intro.\fThe limit is 5 euros a day.\fEnd.";

    [Fact]
    public void View_passage_and_quote_are_cut_exactly()
    {
        var view = Create(Text, new DocumentMarks(7, 33, 20, 27));
        Assert.Equal("The limit is ", Spans(view, TextSpanKind.Passage)[0]);
        Assert.Equal(["5 euros"], Spans(view, TextSpanKind.Quote));
        Assert.Equal(" a day", Spans(view, TextSpanKind.Passage)[1]);
        Assert.Equal(Text, string.Concat(view.Spans.Select(span => span.Text)));
    }

    [Fact]
    public void View_page_begins_where_the_page_begins()
    {
        var view = Create(Text, new DocumentMarks(), (1, 0), (2, 7), (3, 34));
        Assert.Equal([1, 2, 3], view.Spans.Where(span => span.Kind == TextSpanKind.PageBreak).Select(span => span.Page!.Value));
        var second = view.Spans.ToList().FindIndex(span => span.Page == 2);
        Assert.StartsWith("The limit", view.Spans[second + 1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-5, 3)]
    [InlineData(5, 5)]
    [InlineData(9, 4)]
    [InlineData(int.MaxValue, int.MinValue)]
    [InlineData(1_000_000, 2_000_000)]
    [InlineData(null, 4)]
    public void View_marks_outside_the_text_do_not_break_it(int? start, int? end)
    {
        var view = Create(Text, new DocumentMarks(start, end, end, start, start));
        Assert.EndsWith("End.", string.Concat(view.Spans.Select(span => span.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public void View_empty_text_has_no_spans() => Assert.Empty(Create("", new DocumentMarks(0, 5)).Spans);

    [Fact]
    public void View_parts_of_a_long_text_join_to_the_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 60_000).Select(i => i % 7 == 0 ? "\U0001F600" : "abcde"));
        var joined = "";
        int? from = 0;
        while (from is { } start)
        {
            var view = Create(text, new DocumentMarks(From: start));
            var part = string.Concat(view.Spans.Select(span => span.Text));
            Assert.False(char.IsLowSurrogate(part[0]));
            joined += part;
            from = view.Next;
        }

        Assert.Equal(text, joined);
    }

    [Fact]
    public void View_part_of_a_long_text_holds_the_passage()
    {
        var text = new string('a', 300_000) + "needle" + new string('b', 300_000);
        var view = Create(text, new DocumentMarks(300_000, 300_006));
        Assert.Equal(["needle"], Spans(view, TextSpanKind.Passage));
        Assert.NotNull(view.Previous);
        Assert.NotNull(view.Next);
    }

    private static DocumentView Create(string text, DocumentMarks marks, params (int Page, int Start)[] pages)
    {
        var parts = pages.Select(page => new Footnote.Client.Documents.DocumentPage(page.Page, page.Start, text.Length));
        return DocumentView.Create(new DocumentText(Guid.Empty, "T", text, [.. parts]), marks);
    }

    private static List<string> Spans(DocumentView view, TextSpanKind kind)
        => [.. view.Spans.Where(span => span.Kind == kind).Select(span => span.Text)];
}
