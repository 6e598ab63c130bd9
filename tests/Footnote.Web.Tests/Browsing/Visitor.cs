using System.Text;
using Footnote.Client.Documents;
using Footnote.Testing;
using Microsoft.Playwright;

namespace Footnote.Web.Tests.Browsing;

/// <summary>
/// A person with an account, a browser window of their own and the pages' promises watched: no script fault, no blocked resource.
/// </summary>
internal sealed class Visitor : IAsyncDisposable
{
    private Visitor(IPage page, SignedIn account, Uri address)
    {
        Page = page;
        Account = account;
        Address = address;
        page.PageError += (_, message) => Faults.Add(message);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
            {
                Faults.Add(message.Text);
            }
        };
    }

    public IPage Page { get; }

    public SignedIn Account { get; }

    public Uri Address { get; }

    public List<string> Faults { get; } = [];

    public ILocator LastAnswer => Page.Locator("article.answer").Last;

    /// <summary>Signed in and on the chat page.</summary>
    public static async Task<Visitor> ComeAsync(
        Browser browser, FootnoteApp app, BrowserNewContextOptions? options = null, Uri? address = null, bool admin = false)
    {
        var account = await app.RegisterAsync(admin: admin);
        var visitor = new Visitor(await browser.OpenAsync(options), account, address ?? app.BaseAddress);
        await visitor.SignInAsync();
        return visitor;
    }

    public async Task SignInAsync()
    {
        await GoAsync("app/sign-in");
        await Page.GetByLabel("E-mail").FillAsync(Account.Email);
        await Page.GetByLabel("Password").FillAsync(Account.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(Page.GetByLabel("Your question")).ToBeVisibleAsync();
    }

    public Task GoAsync(string path) => Page.GotoAsync(new Uri(Address, path).ToString());

    /// <summary>Adds a document that only this person can read, and waits until it is searchable.</summary>
    public async Task<Document> AddDocumentAsync(string title, string text)
    {
        var request = new CreateDocumentRequest(title, text) { Restricted = true };
        var accepted = await Account.Client.Documents.CreateAsync(request);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var document = await Account.Client.Documents.WaitAsync(accepted.Id, cancellationToken: limit.Token);
        Assert.Equal(DocumentStatus.Completed, document.Status);
        return document;
    }

    /// <summary>Asks and waits for the end of the answer.</summary>
    public async Task AskAsync(string question)
    {
        var before = await Page.Locator("article.answer").CountAsync();
        await Page.GetByLabel("Your question").FillAsync(question);
        await Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Page.Locator("article.answer[aria-busy=false]")).ToHaveCountAsync(before + 1);
    }

    public static FilePayload TextFile(string name, string text)
        => new() { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(text) };

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        Assert.Empty(Faults);
    }
}
