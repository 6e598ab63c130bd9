using Footnote.Client.Sources;
using Footnote.Testing;
using Footnote.Web.Tests.Browsing;
using Microsoft.Playwright;

namespace Footnote.Web.Tests.Pages;

public class SourcePagesTests(Browser browser)
{
    [Fact]
    public async Task Administrator_sees_the_sources_and_runs_one()
    {
        using var folder = new TemporaryFolder();
        folder.Write("keel.md", "The keel is checked in spring.");
        await using var app = await FootnoteApp.StartAsync(
            options => options.Settings["Footnote:Knowledge:Sources:AllowedFolders"] = folder.Root);
        await using var visitor = await Visitor.ComeAsync(browser, app, admin: true);
        await visitor.Account.Client.Sources.CreateAsync(new CreateSourceRequest("shipyard") { Folder = new SourceFolder(folder.Root) });

        await visitor.GoAsync("");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Sources" }).ClickAsync();
        var row = visitor.Page.Locator(".documents li").Filter(new() { HasText = "shipyard" });
        await Assertions.Expect(row.Locator(".state")).ToHaveTextAsync("Never run");
        await row.GetByRole(AriaRole.Button, new() { Name = "Run shipyard now" }).ClickAsync();

        await Assertions.Expect(row.Locator(".state")).ToHaveTextAsync("Up to date", new() { Timeout = 30_000 });
        await Assertions.Expect(row).ToContainTextAsync("1 new");
    }

    [Fact]
    public async Task Member_is_refused_and_not_led_there()
    {
        await using var app = await FootnoteApp.StartAsync();
        await using var visitor = await Visitor.ComeAsync(browser, app);

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Sources" })).ToHaveCountAsync(0);
        var response = await visitor.Page.GotoAsync(new Uri(visitor.Address, "app/sources").ToString());

        Assert.Equal(403, response!.Status);
    }
}
