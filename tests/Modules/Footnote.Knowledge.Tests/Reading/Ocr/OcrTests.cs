using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Reading.Ocr;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Reading.Ocr;

public sealed class OcrTests : IDisposable
{
    private const string Absent = "/nowhere/tesseract";
    private static readonly string[] FirstPage =
        ["The harbour office opens at nine", "and closes at five in the afternoon.", "Boats pay a mooring fee of twelve euros."];

    private static readonly string[] SecondPage =
        ["Dogs are welcome on the northern pier", "as long as they are kept on a leash", "between April and September."];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Scanned_pdf_is_recognised_page_by_page()
    {
        var outcome = await ReadAsync("scan.pdf", new TestPdf().Picture(TestPdf.Scan(FirstPage)).Picture(TestPdf.Scan(SecondPage)).Build());
        Assert.Equal(ReadingStatus.Completed, outcome.Status);
        Assert.Equal([1, 2], outcome.OcrPages);
        Assert.Equal(0, outcome.EmptyPages);
        Assert.Equal(1, PageOf(outcome, "mooring fee"));
        Assert.Equal(2, PageOf(outcome, "northern pier"));
    }

    [Fact]
    public async Task Pages_that_are_scans_among_pages_of_text_are_recognised_and_blank_ones_reported()
    {
        var outcome = await ReadAsync("mixed.pdf", Mixed());
        Assert.Equal(ReadingStatus.Completed, outcome.Status);
        Assert.Equal([2], outcome.OcrPages);
        Assert.Equal((3, 1), (outcome.Pages, outcome.EmptyPages));
        Assert.Equal(1, PageOf(outcome, "mooring fee"));
        Assert.Equal(2, PageOf(outcome, "northern pier"));
        Assert.Contains(outcome.Warnings, warning => warning.Code == "EMPTY_PAGES");
    }

    [Fact]
    public async Task Stamp_on_a_scan_does_not_pass_for_its_text()
    {
        var outcome = await ReadAsync("fax.pdf", new TestPdf().Picture(TestPdf.Scan(SecondPage), stamp: "Received 4 May").Build());
        Assert.Equal([1], outcome.OcrPages);
        Assert.Equal(1, PageOf(outcome, "northern pier"));
    }

    [Fact]
    public async Task Scanned_pdf_without_the_program_needs_ocr_and_says_how_to_get_it()
    {
        var pdf = new TestPdf().Picture(TestPdf.Scan(FirstPage)).Build();
        var outcome = await ReadAsync("scan.pdf", pdf, new OcrSettings { Program = Absent });
        Assert.Equal((ReadingStatus.NeedsOcr, "NO_TEXT"), (outcome.Status, outcome.ErrorCode));
        Assert.Contains("tesseract-ocr", outcome.ErrorMessage, StringComparison.Ordinal);
        Assert.Null(outcome.Document);
    }

    [Fact]
    public async Task Scanned_pages_without_the_program_are_warned_about_and_the_others_are_read()
    {
        var outcome = await ReadAsync("mixed.pdf", Mixed(), new OcrSettings { Program = Absent });
        Assert.Equal(ReadingStatus.Completed, outcome.Status);
        Assert.Equal((3, 2), (outcome.Pages, outcome.EmptyPages));
        var warning = Assert.Single(outcome.Warnings, warning => warning.Code == "PAGES_NEED_OCR");
        Assert.Contains("1 of 3 pages", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recognition_that_is_switched_off_is_named_as_the_reason()
    {
        var outcome = await ReadAsync("scan.tiff", GrayPicture.Tiff(TestPdf.Scan(FirstPage)), new OcrSettings { IsEnabled = false });
        Assert.Equal(ReadingStatus.NeedsOcr, outcome.Status);
        Assert.Contains("switched off", outcome.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_a_picture_file_are_recognised_even_lying_on_their_side()
    {
        var tiff = GrayPicture.Tiff(TestPdf.Scan(FirstPage), TestPdf.Scan(SecondPage).Turned());
        var outcome = await ReadAsync("scan.tiff", tiff);
        Assert.Equal((ReadingStatus.Completed, FileFormat.Image, 2), (outcome.Status, outcome.Format, outcome.Pages));
        Assert.Equal([1, 2], outcome.OcrPages);
        Assert.Equal(1, PageOf(outcome, "mooring fee"));
        Assert.Equal(2, PageOf(outcome, "northern pier"));
    }

    [Fact]
    public async Task Picture_without_text_is_no_empty_success()
    {
        var random = new Random(7);
        var noise = new byte[300 * 300];
        random.NextBytes(noise);
        var outcome = await ReadAsync("noise.tiff", GrayPicture.Tiff(new GrayPicture(300, 300, noise)));
        Assert.Equal((ReadingStatus.Failed, "NO_TEXT"), (outcome.Status, outcome.ErrorCode));
        Assert.Equal((1, 1), (outcome.Pages, outcome.EmptyPages));
    }

    [Fact]
    public async Task Language_that_is_not_installed_is_warned_about_while_others_are()
    {
        var tiff = GrayPicture.Tiff(TestPdf.Scan(FirstPage));
        var some = await ReadAsync("scan.tiff", tiff, new OcrSettings { Languages = ["eng", "xyz"] });
        Assert.Equal(ReadingStatus.Completed, some.Status);
        Assert.Contains(some.Warnings, warning => warning.Code == "OCR_LANGUAGE_MISSING");
        var none = await ReadAsync("scan.tiff", tiff, new OcrSettings { Languages = ["xyz"] });
        Assert.Equal(ReadingStatus.NeedsOcr, none.Status);
        Assert.Contains("tesseract-ocr-xyz", none.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_beyond_the_limit_are_left_out_with_a_warning()
    {
        var tiff = GrayPicture.Tiff(TestPdf.Scan(FirstPage), TestPdf.Scan(SecondPage));
        var outcome = await ReadAsync("scan.tiff", tiff, new OcrSettings { MaximumPages = 1 });
        Assert.Equal([1], outcome.OcrPages);
        Assert.Equal((2, 1), (outcome.Pages, outcome.EmptyPages));
        Assert.Contains(outcome.Warnings, warning => warning.Code == "OCR_LIMIT");
    }

    [Fact]
    public async Task Page_that_takes_too_long_is_left_out_with_a_warning()
    {
        var outcome = await ReadAsync("mixed.pdf", Mixed(), new OcrSettings { PageTime = TimeSpan.FromMilliseconds(1) });
        Assert.Equal(ReadingStatus.Completed, outcome.Status);
        Assert.Empty(outcome.OcrPages);
        Assert.Contains(outcome.Warnings, warning => warning.Code == "OCR_FAILED");
    }

    [Fact]
    public async Task Scan_whose_recognition_does_not_end_in_time_still_needs_it()
    {
        var scan = new TestPdf().Picture(TestPdf.Scan(SecondPage)).Build();
        var outcome = await ReadAsync("scan.pdf", scan, new OcrSettings { PageTime = TimeSpan.FromMilliseconds(1) });
        Assert.Equal(ReadingStatus.NeedsOcr, outcome.Status);
        Assert.Contains("OcrPageTime", outcome.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_for_which_no_time_is_left_are_left_out_with_a_warning()
    {
        var outcome = await ReadAsync("mixed.pdf", Mixed(), new OcrSettings { Time = TimeSpan.FromMilliseconds(1) });
        Assert.Equal(ReadingStatus.Completed, outcome.Status);
        Assert.Empty(outcome.OcrPages);
        Assert.Contains(outcome.Warnings, warning => warning.Code == "OCR_FAILED");
    }

    [Fact]
    public async Task Damaged_picture_is_corrupt()
    {
        var tiff = GrayPicture.Tiff(TestPdf.Scan(FirstPage));
        var outcome = await ReadAsync("cut.tiff", tiff[..2000]);
        Assert.Equal((ReadingStatus.Failed, "CORRUPT"), (outcome.Status, outcome.ErrorCode));
    }

    private static byte[] Mixed() => new TestPdf().Text(FirstPage).Picture(TestPdf.Scan(SecondPage)).Blank().Build();

    private static int? PageOf(ReadingOutcome outcome, string words)
    {
        var document = outcome.Document ?? throw new InvalidOperationException($"{outcome.ErrorCode}: {outcome.ErrorMessage}");
        var at = document.Text.IndexOf(words, StringComparison.Ordinal);
        return document.Blocks.FirstOrDefault(block => block.Start <= at && at < block.End)?.Page;
    }

    private async Task<ReadingOutcome> ReadAsync(string name, byte[] content, OcrSettings? ocr = null)
    {
        var path = _folder.Path(name);
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        var reader = new FileReader(new ReadingLimits(), ocr ?? new OcrSettings(), TimeProvider.System);
        return await reader.ReadAsync(path, name, password: null, TestContext.Current.CancellationToken);
    }
}
