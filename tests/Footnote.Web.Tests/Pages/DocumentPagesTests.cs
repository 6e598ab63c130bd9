using Footnote.Client.Collections;
using Footnote.Client.Documents;
using Footnote.Web.Tests.Browsing;
using Microsoft.Playwright;

namespace Footnote.Web.Tests.Pages;

public class DocumentPagesTests(Browser browser, Site site)
{
    [Fact]
    public async Task Upload_of_several_files_shows_each_until_it_is_ready_or_says_why_not()
    {
        await using var visitor = await Visitor.ComeAsync(browser, await site.StartAsync());
        await visitor.GoAsync("app/documents");
        await visitor.Page.GetByLabel("Only I may read them").CheckAsync();
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(
        [
            Visitor.TextFile("tides.txt", "High water at Skerrow is forty minutes after the moon has passed."),
            Visitor.TextFile("broken.pdf", "%PDF-1.4\nthis is not the inside of a PDF file"),
            Visitor.TextFile("empty.txt", ""),
        ]);
        var uploads = visitor.Page.Locator(".uploads li");
        await Assertions.Expect(uploads).ToHaveCountAsync(3);
        await Assertions.Expect(uploads.Filter(new() { HasText = "tides.txt" }).Locator(".state")).ToHaveTextAsync("Ready");
        foreach (var name in (string[])["broken.pdf", "empty.txt"])
        {
            var failed = uploads.Filter(new() { HasText = name });
            await Assertions.Expect(failed.Locator(".state")).ToHaveTextAsync("Failed");
            await Assertions.Expect(failed.Locator(".reason")).Not.ToBeEmptyAsync();
        }

        var row = visitor.Page.Locator(".documents li").Filter(new() { HasText = "tides" });
        await Assertions.Expect(row.Locator(".state")).ToHaveTextAsync("Ready");
        await Assertions.Expect(row).ToContainTextAsync("not for everyone");
        var broken = visitor.Page.Locator(".documents li").Filter(new() { HasText = "broken" });
        await Assertions.Expect(broken.Locator(".reason")).Not.ToBeEmptyAsync();

        await row.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("article.text")).ToContainTextAsync("forty minutes after the moon");
    }

    [Fact]
    public async Task Files_can_be_dropped()
    {
        await using var visitor = await Visitor.ComeAsync(browser, await site.StartAsync());
        await visitor.GoAsync("app/documents");
        await visitor.Page.GetByLabel("Only I may read them").CheckAsync();
        await visitor.Page.EvaluateAsync("""
            () => {
              const data = new DataTransfer();
              data.items.add(new File(["Dropped from above."], "dropped.md", { type: "text/markdown" }));
              const drop = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data });
              document.querySelector("form.drop").dispatchEvent(drop);
            }
            """);
        await Assertions.Expect(visitor.Page.Locator(".uploads li .state")).ToHaveTextAsync("Ready");
    }

    [Fact]
    public async Task Delete_asks_first_and_then_removes_the_document()
    {
        await using var visitor = await Visitor.ComeAsync(browser, await site.StartAsync());
        var document = await visitor.AddDocumentAsync("Short-lived", "This document will be deleted soon.");
        await visitor.GoAsync("app/documents");
        var delete = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Delete Short-lived" });
        await delete.ClickAsync();
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(delete).ToBeVisibleAsync();

        await delete.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("deleted");
        await Assertions.Expect(visitor.Page.GetByText("Short-lived")).ToHaveCountAsync(0);
        var response = await visitor.Page.GotoAsync(new Uri(visitor.Address, $"app/documents/{document.Id}").ToString());
        Assert.Equal(404, response!.Status);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Deleted_document_is_restored_from_its_own_page_and_shows_its_version()
    {
        await using var visitor = await Visitor.ComeAsync(browser, await site.StartAsync());
        var document = await visitor.AddDocumentAsync("Lost and found", "This document comes back.");
        await visitor.Account.Client.Documents.ReplaceAsync(document.Id, "This document comes back changed.");
        await visitor.Account.Client.Documents.WaitAsync(document.Id);
        await visitor.Account.Client.Documents.DeleteAsync(document.Id);
        await visitor.GoAsync("app/documents");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Deleted documents" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Restore Lost and found" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("back");
        var row = visitor.Page.Locator(".documents li").Filter(new() { HasText = "Lost and found" });
        await Assertions.Expect(row).ToContainTextAsync("version 2");
    }

    [Fact]
    public async Task Document_of_somebody_else_cannot_be_deleted_and_a_restricted_one_not_be_seen()
    {
        var app = await site.StartAsync();
        await using var owner = await Visitor.ComeAsync(browser, app);
        var secret = await owner.AddDocumentAsync("Secret ledger", "Nobody else reads the secret ledger.");
        var request = new CreateDocumentRequest("Shared notice", "Everybody reads the shared notice.");
        var shared = await owner.Account.Client.Documents.CreateAsync(request, cancellationToken: TestContext.Current.CancellationToken);

        await using var other = await Visitor.ComeAsync(browser, app);
        await other.GoAsync("app/documents");
        await Assertions.Expect(other.Page.GetByText("Shared notice")).ToBeVisibleAsync();
        await Assertions.Expect(other.Page.GetByRole(AriaRole.Button, new() { Name = "Delete Shared notice" })).ToHaveCountAsync(0);
        await Assertions.Expect(other.Page.GetByText("Secret ledger")).ToHaveCountAsync(0);
        var response = await other.Page.GotoAsync(new Uri(other.Address, $"app/documents/{secret.Id}").ToString());
        Assert.Equal(404, response!.Status);
        await owner.Account.Client.Documents.DeleteAsync(shared.Id, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Sample_articles_are_removed_with_one_click()
    {
        await using var visitor = await Visitor.ComeAsync(browser, await site.StartAsync());
        var client = visitor.Account.Client;
        var collection = new CreateCollectionRequest("Sample articles", CollectionKind.Sample);
        var samples = await client.Collections.CreateAsync(collection, TestContext.Current.CancellationToken);
        var request = new CreateDocumentRequest("A sample article", "Samples come and go.")
        {
            CollectionId = samples.Id,
            Restricted = true,
        };
        await client.Documents.CreateAsync(request, cancellationToken: TestContext.Current.CancellationToken);

        await visitor.GoAsync("app/documents");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Remove sample articles" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove sample articles" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("removed");
        await Assertions.Expect(visitor.Page.GetByText("A sample article")).ToHaveCountAsync(0);
        var left = await client.Collections.ListAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.DoesNotContain(left.Data, item => item.IsSample);
    }
}
