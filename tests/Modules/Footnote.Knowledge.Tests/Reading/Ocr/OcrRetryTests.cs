using Footnote.Client.Documents;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Reading.Ocr;

public sealed class OcrRetryTests
{
    [Fact]
    public async Task Document_that_needs_recognition_is_read_by_a_retry_once_the_program_is_there()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Path("tesseract");
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings(), ("OcrProgram", program));
        var person = await app.RegisterAsync();
        var pdf = new TestPdf().Picture(TestPdf.Scan("The kingfisher dives from a branch.")).Build();
        var scan = await KnowledgeApp.UploadAsync(person, "scan.pdf", pdf);
        Assert.Equal(DocumentStatus.NeedsOcr, scan.Status);
        Assert.Contains("tesseract-ocr", scan.Error?.Message, StringComparison.Ordinal);
        File.CreateSymbolicLink(program, "/usr/bin/tesseract");
        await person.Client.Ingestion.RetryAsync(scan.Id, KnowledgeApp.Token);
        var read = await person.Client.Documents.WaitAsync(scan.Id, cancellationToken: KnowledgeApp.Token);
        Assert.Equal((DocumentStatus.Completed, null), (read.Status, read.Error));
        var found = await KnowledgeApp.SearchAsync(person, "kingfisher branch", read.Position);
        Assert.Equal(scan.Id, Assert.Single(found.Results).DocumentId);
    }
}
