using System.Net;
using Footnote.Testing;
using Footnote.Web.Tests.Browsing;
using Microsoft.Playwright;

namespace Footnote.Web.Tests.Pages;

public class AccountPagesTests(Browser browser, Site site)
{
    [Fact]
    public async Task Sign_up_leads_to_the_chat_page_and_sign_out_back_to_sign_in()
    {
        var app = await site.StartAsync();
        var page = await browser.OpenAsync();
        await page.GotoAsync(app.BaseAddress.ToString());
        Assert.EndsWith("/app/sign-in", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Create one" }).ClickAsync();
        await page.GetByLabel("E-mail").FillAsync("first.visit@example.com");
        await page.GetByLabel("Password").FillAsync(FootnoteApp.DefaultPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Your question")).ToBeFocusedAsync();

        var cookie = Assert.Single(await page.Context.CookiesAsync());
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, cookie.SameSite);

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(app.BaseAddress, "app/documents").ToString());
        Assert.Contains("/app/sign-in?return=", page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Sign_up_with_a_weak_password_says_what_is_wrong()
    {
        var app = await site.StartAsync();
        var page = await browser.OpenAsync();
        await page.GotoAsync(new Uri(app.BaseAddress, "app/sign-up").ToString());
        await page.GetByLabel("E-mail").FillAsync("weak@example.com");
        await page.GetByLabel("Password").FillAsync("short");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("password");
        await Assertions.Expect(page.GetByLabel("E-mail")).ToHaveValueAsync("weak@example.com");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Sign_in_with_a_wrong_password_says_so_and_then_goes_where_it_was_wanted()
    {
        var app = await site.StartAsync();
        var account = await app.RegisterAsync();
        var page = await browser.OpenAsync();
        await page.GotoAsync(new Uri(app.BaseAddress, "app/documents?notice=none").ToString());
        await page.GetByLabel("E-mail").FillAsync(account.Email);
        await page.GetByLabel("Password").FillAsync("not the password 1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Request");
        await Assertions.Expect(page.GetByLabel("E-mail")).ToHaveValueAsync(account.Email);
        await page.GetByLabel("Password").FillAsync(account.Password);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Documents" })).ToBeVisibleAsync();
        Assert.EndsWith("/app/documents?notice=none", page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Forms_of_other_sites_and_forms_without_token_change_nothing()
    {
        var app = await site.StartAsync();
        await using var visitor = await Visitor.ComeAsync(browser, app);
        var cookie = Assert.Single(await visitor.Page.Context.CookiesAsync());
        var session = $"{cookie.Name}={cookie.Value}";

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(app, "app/sign-out", session, "same-origin", token: null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(app, "app/sign-out", session, "same-origin", token: "forged"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(app, "app/sign-in", session: null, "cross-site", token: null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(app, "app/sign-in", session: null, "same-site", token: null));

        await visitor.GoAsync("");
        await Assertions.Expect(visitor.Page.GetByLabel("Your question")).ToBeVisibleAsync();
    }

    private static async Task<HttpStatusCode> PostAsync(FootnoteApp app, string path, string? session, string fetchSite, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("Sec-Fetch-Site", fetchSite);
        if (session is not null)
        {
            request.Headers.Add("Cookie", session);
        }

        request.Content = new FormUrlEncodedContent(token is null ? [] : [new("csrf_token", token)]);
        using var response = await app.Anonymous.SendAsync(request);
        return response.StatusCode;
    }
}
