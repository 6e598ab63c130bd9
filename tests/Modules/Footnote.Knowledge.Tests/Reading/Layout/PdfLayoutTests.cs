using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Reading.Ocr;
using Footnote.Knowledge.Tests.Reading.Ocr;
using Footnote.Retrieval.Chunking;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Reading.Layout;

public sealed class PdfLayoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_of_a_table_are_kept_together_and_carry_the_names_of_their_columns()
    {
        var outcome = await ReadAsync(new TestPdf().Placed(
            (72, 700, 18, "Prices of the harbour"), (72, 670, 11, "All prices are in euros and hold for one night."),
            (72, 630, 11, "Boat"), (250, 630, 11, "Length"), (400, 630, 11, "Fee"),
            (72, 614, 11, "Dinghy"), (250, 614, 11, "up to 5 m"), (400, 614, 11, "6.50"),
            (72, 598, 11, "Sailing boat"), (250, 598, 11, "up to 12 m"), (400, 598, 11, "14.00"),
            (72, 582, 11, "Motor yacht"), (400, 582, 11, "25.00"),
            (72, 540, 11, "Pay at the office before noon.")));
        Assert.Equal(
            """
            Prices of the harbour

            All prices are in euros and hold for one night.

            Boat | Length | Fee
            Boat: Dinghy | Length: up to 5 m | Fee: 6.50
            Boat: Sailing boat | Length: up to 12 m | Fee: 14.00
            Boat: Motor yacht | Fee: 25.00

            Pay at the office before noon.
            """,
            outcome.Document?.Text, ignoreLineEndingDifferences: true);
        Assert.Equal(1, outcome.Tables);
        Assert.Equal((BlockKind.Heading, 1), (outcome.Document?.Blocks[0].Kind, outcome.Document?.Blocks[0].Level));
    }

    [Fact]
    public async Task Columns_of_running_text_are_read_one_after_the_other()
    {
        string[] left =
        [
            "The heron stands in the shallow water", "and waits for a fish that comes too", "close to its beak, for hours if it has",
            "to, without a move.",
        ];
        string[] right =
        [
            "The kingfisher sits on a branch above", "the stream and dives as soon as it has", "seen a fish, which takes less than a",
            "second from start to end.",
        ];
        var outcome = await ReadAsync(new TestPdf().Placed(
            [.. left.Select((line, i) => (60, 700 - (i * 14), 10, line)), .. right.Select((line, i) => (320, 700 - (i * 14), 10, line))]));
        Assert.Equal(0, outcome.Tables);
        Assert.Contains(string.Join(' ', left), outcome.Document?.Text, StringComparison.Ordinal);
        Assert.Contains(string.Join(' ', right), outcome.Document?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Larger_fonts_make_headings_by_their_size()
    {
        var outcome = await ReadAsync(new TestPdf().Placed(
            (72, 720, 24, "Birds of the coast"), (72, 680, 16, "The heron"), (72, 660, 10, "It stands in the water and waits for hours."),
            (72, 646, 10, "It is the most patient of the birds by the sea."), (72, 610, 16, "The tern"),
            (72, 590, 10, "It dives for fish and is never at rest for long."), (72, 576, 10, "It travels from pole to pole every year.")));
        var headings = outcome.Document?.Blocks.Where(block => block.Kind == BlockKind.Heading)
            .Select(block => $"{block.Level} {outcome.Document.Text[block.Start..block.End]}");
        Assert.Equal(["1 Birds of the coast", "2 The heron", "2 The tern"], headings);
    }

    private async Task<ReadingOutcome> ReadAsync(TestPdf pdf)
    {
        var path = _folder.Path("page.pdf");
        await File.WriteAllBytesAsync(path, pdf.Build(), TestContext.Current.CancellationToken);
        var reader = new FileReader(new ReadingLimits(), new OcrSettings(), TimeProvider.System);
        return await reader.ReadAsync(path, "page.pdf", password: null, TestContext.Current.CancellationToken);
    }
}
