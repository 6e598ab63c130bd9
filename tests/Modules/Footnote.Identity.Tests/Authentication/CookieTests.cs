using System.Net;
using System.Net.Http.Json;

namespace Footnote.Identity.Tests.Authentication;

public sealed class CookieTests(IdentityApp identity) : IClassFixture<IdentityApp>
{
    [Fact]
    public async Task Cookie_session_is_http_only_and_same_site_and_names_its_user()
    {
        var (cookie, header, csrf) = await SignInAsync();

        Assert.Contains("httponly", header, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", header, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", header, StringComparison.OrdinalIgnoreCase);
        using var me = await SendAsync(HttpMethod.Get, "/auth/me", cookie);
        Assert.Equal(csrf, (await IdentityApp.JsonAsync(me)).GetProperty("csrf_token").GetString());
    }

    [Fact]
    public async Task Cookie_with_an_unsafe_method_needs_the_anti_forgery_token()
    {
        var (cookie, _, csrf) = await SignInAsync();
        var (_, _, foreign) = await SignInAsync();

        using var without = await SendAsync(HttpMethod.Post, "/auth/logout", cookie);
        using var withForeign = await SendAsync(HttpMethod.Post, "/auth/logout", cookie, ("X-CSRF-Token", foreign));
        using var still = await SendAsync(HttpMethod.Get, "/auth/me", cookie);
        using var with = await SendAsync(HttpMethod.Post, "/auth/logout", cookie, ("X-CSRF-Token", csrf));
        using var after = await SendAsync(HttpMethod.Get, "/auth/me", cookie);

        Assert.Equal(HttpStatusCode.Forbidden, without.StatusCode);
        Assert.Equal("CSRF_TOKEN_INVALID", await IdentityApp.CodeAsync(without));
        Assert.Equal(HttpStatusCode.Forbidden, withForeign.StatusCode);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, with.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Cookie_sent_by_another_website_is_refused()
    {
        var (cookie, _, csrf) = await SignInAsync();

        using var fetched = await SendAsync(
            HttpMethod.Post, "/auth/logout", cookie, ("X-CSRF-Token", csrf), ("Sec-Fetch-Site", "cross-site"));
        using var posted = await SendAsync(
            HttpMethod.Post, "/auth/logout", cookie, ("X-CSRF-Token", csrf), ("Origin", "https://evil.example"));

        Assert.Equal(HttpStatusCode.Forbidden, fetched.StatusCode);
        Assert.Equal("CROSS_SITE_REQUEST", await IdentityApp.CodeAsync(fetched));
        Assert.Equal(HttpStatusCode.Forbidden, posted.StatusCode);
    }

    [Fact]
    public async Task Login_sent_by_another_website_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/login?use_cookies=true");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Content = JsonContent.Create(new { email = "a@example.com", password = "Correct-horse-9" });

        using var answer = await identity.Anonymous.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Cookie_that_was_invented_is_nobody()
    {
        using var answer = await SendAsync(HttpMethod.Get, "/auth/me", "footnote_session=fns_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<(string Cookie, string Header, string Csrf)> SignInAsync()
    {
        var person = await identity.App.RegisterAsync();
        using var answer = await identity.Anonymous.PostAsJsonAsync(
            "/auth/login?use_cookies=true", new { email = person.Email, password = person.Password });
        var header = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        var body = await IdentityApp.JsonAsync(answer);
        Assert.Equal(person.Email, body.GetProperty("email").GetString());
        return (header.Split(';')[0], header, body.GetProperty("csrf_token").GetString()!);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string cookie, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", cookie);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await identity.Anonymous.SendAsync(request);
    }
}
