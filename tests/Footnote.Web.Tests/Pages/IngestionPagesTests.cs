using System.IO.Compression;
using System.Text;
using Footnote.Client.Documents;
using Footnote.Testing;
using Footnote.Web.Tests.Browsing;
using Microsoft.Playwright;

namespace Footnote.Web.Tests.Pages;

public class IngestionPagesTests(Browser browser, Site site)
{
    [Fact]
    public async Task Archive_is_taken_apart_and_what_was_refused_is_named_with_its_reason()
    {
        await using var visitor = await Visitor.ComeAsync(browser, await site.StartAsync());
        await visitor.GoAsync("app/documents");
        await visitor.Page.GetByLabel("Only I may read them").CheckAsync();
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(
        [
            Archive(
                ("folder/buoys.txt", "The buoys of Skerrow are green."),
                ("program.exe", "\u007fELF\0\0\0\0\0\0"),
                ("reefs.txt", "The reefs lie to the north.")),
        ]);
        var upload = visitor.Page.Locator(".uploads > li");
        await Assertions.Expect(upload.Locator(".state")).ToHaveTextAsync("2 of 3 files taken");
        await Assertions.Expect(upload.Locator(".refused")).ToContainTextAsync("program.exe");
        var row = visitor.Page.Locator(".documents li").Filter(new() { HasText = "buoys" });
        await Assertions.Expect(row.Locator(".state")).ToHaveTextAsync("Ready");
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task Failed_document_is_tried_again_by_its_button()
    {
        await using var visitor = await Visitor.ComeAsync(browser, await site.StartAsync());
        await visitor.GoAsync("app/documents");
        await visitor.Page.GetByLabel("Only I may read them").CheckAsync();
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(
            [Visitor.TextFile("ruined.pdf", "%PDF-1.4\nthis is not the inside of a PDF file")]);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Try to read ruined again" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("The document is read again.")).ToBeVisibleAsync();
        var row = visitor.Page.Locator(".documents li").Filter(new() { HasText = "ruined" });
        await Assertions.Expect(row.Locator(".state")).ToHaveTextAsync("Failed");
        await Assertions.Expect(row.Locator(".reason")).Not.ToBeEmptyAsync();
    }

    [Fact]
    public async Task Paused_queue_says_so_and_documents_become_ready_on_the_open_page_when_it_goes_on()
    {
        await using var app = await FootnoteApp.StartAsync();
        await using var administrator = await Visitor.ComeAsync(browser, app, admin: true);
        await administrator.Account.Client.Ingestion.PauseAsync();
        await using var member = await Visitor.ComeAsync(browser, app);
        await member.Account.Client.Documents.CreateAsync(new CreateDocumentRequest("Moorings", "The moorings are checked in spring."));
        await member.GoAsync("app/documents");
        await Assertions.Expect(member.Page.GetByText("An administrator has paused reading.")).ToBeVisibleAsync();
        var row = member.Page.Locator(".documents li").Filter(new() { HasText = "Moorings" });
        await Assertions.Expect(row.Locator(".state")).ToContainTextAsync("Waiting");
        await Assertions.Expect(member.Page.GetByRole(AriaRole.Button, new() { Name = "Go on reading" })).ToHaveCountAsync(0);

        await administrator.GoAsync("app/documents");
        await administrator.Page.GetByRole(AriaRole.Button, new() { Name = "Go on reading" }).ClickAsync();
        await Assertions.Expect(row.Locator(".state")).ToHaveTextAsync("Ready");
        await Assertions.Expect(member.Page.Locator("#document-news")).ToHaveTextAsync("Moorings is ready.");
        Assert.Empty(member.Faults);
    }

    private static FilePayload Archive(params (string Path, string Text)[] entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in entries)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return new FilePayload { Name = "all.zip", MimeType = "application/zip", Buffer = memory.ToArray() };
    }
}
