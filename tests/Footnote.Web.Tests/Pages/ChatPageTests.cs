using Footnote.Web.Tests.Browsing;
using Microsoft.Playwright;

namespace Footnote.Web.Tests.Pages;

public class ChatPageTests(Browser browser, Site site)
{
    private const string Handbook = """
        # Lighthouse keeper's handbook

        ## The lamp

        The lamp of the Skerrow lighthouse is lit at sunset and burns for 11 hours. It uses 4 litres of oil every night.

        ## The fog horn

        The fog horn sounds every 90 seconds when visibility falls below 2 miles. The keeper winds its clockwork once a day.
        """;

    [Fact]
    public async Task Question_is_answered_with_a_footnote_that_opens_the_passage_in_its_document()
    {
        await using var visitor = await Visitor.ComeAsync(browser, await site.StartAsync());
        var document = await visitor.AddDocumentAsync("Keeper's handbook", Handbook);
        await visitor.AskAsync("How long does the lamp of the Skerrow lighthouse burn?");
        await Assertions.Expect(visitor.LastAnswer).ToContainTextAsync("11 hours");

        var marker = visitor.LastAnswer.Locator("button.marker").First;
        await marker.ClickAsync();
        var sheet = visitor.Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(sheet.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Keeper's handbook");
        await Assertions.Expect(sheet.Locator("blockquote").Last).ToContainTextAsync("11 hours");

        await sheet.GetByRole(AriaRole.Link, new() { Name = "Open in the document" }).ClickAsync();
        await visitor.Page.WaitForURLAsync($"**/app/documents/{document.Id}?*#passage");
        var marked = string.Concat(await visitor.Page.Locator("article.text mark").AllTextContentsAsync());
        Assert.Contains("11 hours", marked, StringComparison.Ordinal);
        await Assertions.Expect(visitor.Page.Locator("#passage")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Question_without_evidence_is_shown_as_not_found_with_the_nearest_passages()
    {
        await using var visitor = await Visitor.ComeAsync(browser, await site.StartAsync());
        await visitor.AddDocumentAsync("Keeper's handbook", Handbook);
        await visitor.AskAsync("What is the boiling point of ethanol under reduced pressure?");
        await Assertions.Expect(visitor.LastAnswer).ToContainTextAsync("Not found in your documents");
        await Assertions.Expect(visitor.LastAnswer.Locator("button.marker")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Conversation_is_listed_restored_and_deleted()
    {
        await using var visitor = await Visitor.ComeAsync(browser, await site.StartAsync());
        await visitor.AddDocumentAsync("Keeper's handbook", Handbook);
        await visitor.AskAsync("How long does the lamp of the Skerrow lighthouse burn?");
        var answer = await visitor.LastAnswer.Locator(".answer-text").InnerTextAsync();
        await Assertions.Expect(visitor.Page.Locator("#conversations li")).ToHaveCountAsync(1);

        await visitor.Page.ReloadAsync();
        await Assertions.Expect(visitor.LastAnswer.Locator(".answer-text")).ToHaveTextAsync(answer, new() { UseInnerText = true });
        await Assertions.Expect(visitor.Page.Locator("article.question")).ToContainTextAsync("How long does the lamp");
        await Assertions.Expect(visitor.LastAnswer.Locator("button.marker").First).ToBeVisibleAsync();

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Delete conversation" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Yes" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#conversations li")).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page.Locator("article.question")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Question_in_a_conversation_that_is_gone_is_a_clear_fault_with_the_request()
    {
        await using var visitor = await Visitor.ComeAsync(browser, await site.StartAsync());
        await visitor.AddDocumentAsync("Keeper's handbook", Handbook);
        await visitor.AskAsync("How long does the lamp of the Skerrow lighthouse burn?");
        var id = Guid.Parse(new Uri(visitor.Page.Url).Query["?chat=".Length..]);
        await visitor.Account.Client.Chats.DeleteAsync(id, TestContext.Current.CancellationToken);
        await visitor.AskAsync("And the horn?");
        var alert = visitor.LastAnswer.GetByRole(AriaRole.Alert);
        await Assertions.Expect(alert).ToContainTextAsync("no such conversation");
        await Assertions.Expect(alert.Locator("code")).Not.ToBeEmptyAsync();
    }

    [Fact]
    public async Task Stream_that_is_cut_goes_on_and_shows_every_word_once()
    {
        var app = await site.StartAsync();
        await using var proxy = new CuttingProxy(app.BaseAddress);
        await using var visitor = await Visitor.ComeAsync(browser, app, address: proxy.Address);
        await visitor.AddDocumentAsync("Keeper's handbook", Handbook);
        var resumed = new List<string>();
        visitor.Page.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/stream", StringComparison.Ordinal))
            {
                resumed.Add(request.Headers["last-event-id"]);
            }
        };

        proxy.CutOnceBehind("event: delta"u8);
        await visitor.AskAsync("How long does the lamp of the Skerrow lighthouse burn?");

        Assert.Equal(1, proxy.Cuts);
        Assert.Equal(["1"], resumed);
        var shown = await visitor.LastAnswer.Locator(".answer-text").InnerTextAsync();
        Assert.Equal(1, shown.Split("11 hours").Length - 1);
    }

    [Fact]
    public async Task Question_that_is_cut_before_its_answer_began_is_asked_once()
    {
        var app = await site.StartAsync();
        await using var proxy = new CuttingProxy(app.BaseAddress);
        await using var visitor = await Visitor.ComeAsync(browser, app, address: proxy.Address);
        await visitor.AddDocumentAsync("Keeper's handbook", Handbook);
        proxy.CutOnceBehind("text/event-stream"u8);
        await visitor.AskAsync("How long does the lamp of the Skerrow lighthouse burn?");
        Assert.Equal(1, proxy.Cuts);
        await Assertions.Expect(visitor.LastAnswer).ToContainTextAsync("11 hours");
        var conversations = await visitor.Account.Client.Chats.ListAsync(cancellationToken: TestContext.Current.CancellationToken);
        var conversation = Assert.Single(conversations.Data);
        Assert.Equal(2, conversation.MessageCount);
    }

    [Fact]
    public async Task Whole_way_works_with_the_keyboard_alone()
    {
        await using var visitor = await Visitor.ComeAsync(browser, await site.StartAsync());
        await visitor.AddDocumentAsync("Keeper's handbook", Handbook);
        var page = visitor.Page;
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByLabel("Your question")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("How long does the lamp of the");
        await page.Keyboard.PressAsync("Shift+Enter");
        await page.Keyboard.TypeAsync("Skerrow lighthouse burn?");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("article.answer[aria-busy=false]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByLabel("Your question")).ToBeFocusedAsync();

        var marker = visitor.LastAnswer.Locator("button.marker").First;
        for (var i = 0; i < 20 && !await marker.EvaluateAsync<bool>("node => node === document.activeElement"); i++)
        {
            await page.Keyboard.PressAsync("Shift+Tab");
        }

        await Assertions.Expect(marker).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(marker).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData(360, 640)]
    [InlineData(390, 844)]
    public async Task Pages_fit_a_phone(int width, int height)
    {
        var size = new ViewportSize { Width = width, Height = height };
        var phone = new BrowserNewContextOptions { ViewportSize = size, HasTouch = true, IsMobile = true };
        await using var visitor = await Visitor.ComeAsync(browser, await site.StartAsync(), phone);
        var document = await visitor.AddDocumentAsync("A-title-without-any-space-" + new string('x', 120), Handbook);
        await visitor.AskAsync("How long does the lamp of the Skerrow lighthouse burn?");
        await AssertFitsAsync(visitor.Page);
        await Assertions.Expect(visitor.Page.GetByLabel("Your question")).ToBeInViewportAsync();
        await visitor.LastAnswer.Locator("button.marker").First.TapAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Open in the document" })).ToBeInViewportAsync();
        await AssertFitsAsync(visitor.Page);
        foreach (var path in (string[])["app/documents", $"app/documents/{document.Id}"])
        {
            await visitor.GoAsync(path);
            await AssertFitsAsync(visitor.Page);
        }
    }

    [Fact]
    public async Task Markup_in_titles_documents_and_answers_stays_text()
    {
        const string Attack = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";
        await using var visitor = await Visitor.ComeAsync(browser, await site.StartAsync());
        const string Text = $"The vault of Morrowby opens at noon {Attack} and closes at dusk {Attack}.";
        var document = await visitor.AddDocumentAsync($"Vault {Attack}", Text);
        await visitor.AskAsync($"When does the vault of Morrowby open? {Attack}");
        await Assertions.Expect(visitor.LastAnswer).ToContainTextAsync("noon");
        await visitor.LastAnswer.Locator("button.marker").First.ClickAsync();
        await AssertUntouchedAsync(visitor.Page);
        string[] paths = [new Uri(visitor.Page.Url).PathAndQuery, "app/documents", $"app/documents/{document.Id}?start=0&end=50"];
        foreach (var path in paths)
        {
            await visitor.GoAsync(path);
            await Assertions.Expect(visitor.Page.GetByText("onerror").First).ToBeAttachedAsync();
            await AssertUntouchedAsync(visitor.Page);
        }
    }

    private static async Task AssertFitsAsync(IPage page)
        => Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"));

    private static async Task AssertUntouchedAsync(IPage page)
    {
        Assert.True(await page.EvaluateAsync<bool>("() => window.hit === undefined"));
        Assert.Equal(0, await page.Locator("main img, dialog img, main script").CountAsync());
    }
}
