using System.Net;
using Footnote.Client;
using Footnote.Client.Documents;
using Footnote.Knowledge.Tests.Reading.Ocr;

namespace Footnote.Knowledge.Tests;

public sealed class ReportTests
{
    [Fact]
    public async Task Report_counts_pages_recognised_pages_tables_and_warnings()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings());
        var person = await app.RegisterAsync();
        var pdf = new TestPdf().Text("The heron stands in the water.").Picture(TestPdf.Scan("The kingfisher dives")).Blank().Build();
        var document = await KnowledgeApp.UploadAsync(person, "birds.pdf", pdf);
        var report = (await person.Client.Documents.GetReportAsync(document.Id, KnowledgeApp.Token)).Report;
        Assert.NotNull(report);
        Assert.Equal(("pdf", "local", null), (report.Format, report.Parser, report.Fallback));
        Assert.Equal((3, 1), (report.Pages, report.EmptyPages));
        Assert.Equal([2], report.OcrPages);
        Assert.Equal("EMPTY_PAGES", Assert.Single(report.Warnings).Code);
        var sheet = await KnowledgeApp.UploadAsync(person, "fees.csv", "Account;Fee\nBasic;5\n"u8.ToArray());
        Assert.Equal(1, (await person.Client.Documents.GetReportAsync(sheet.Id, KnowledgeApp.Token)).Report?.Tables);
    }

    [Fact]
    public async Task Report_of_a_document_without_text_says_why()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings(), ("OcrProgram", "/nowhere/tesseract"));
        var person = await app.RegisterAsync();
        var scan = await KnowledgeApp.UploadAsync(person, "scan.pdf", new TestPdf().Picture(TestPdf.Scan("The kingfisher")).Build());
        var report = await person.Client.Documents.GetReportAsync(scan.Id, KnowledgeApp.Token);
        Assert.Equal((DocumentStatus.NeedsOcr, "NO_TEXT"), (report.Status, report.Error?.Code));
        Assert.Equal((1, 1, 0), (report.Report?.Pages, report.Report?.EmptyPages, report.Report?.Characters));
        var stranger = await app.RegisterAsync();
        var refused = await Assert.ThrowsAsync<FootnoteApiException>(
            () => stranger.Client.Documents.GetReportAsync(Guid.NewGuid(), KnowledgeApp.Token));
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
    }
}
