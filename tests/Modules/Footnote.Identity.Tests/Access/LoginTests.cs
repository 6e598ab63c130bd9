using System.Net;
using System.Net.Http.Json;
using Footnote.Testing;

namespace Footnote.Identity.Tests.Access;

public sealed class LoginTests(IdentityApp identity) : IClassFixture<IdentityApp>
{
    [Fact]
    public async Task Login_answers_with_the_shape_clients_expect()
    {
        var person = await identity.App.RegisterAsync();

        using var answer = await identity.Anonymous.PostAsJsonAsync(
            "/v1/auth/login", new { email = person.Email, password = person.Password });

        var body = await IdentityApp.JsonAsync(answer);
        Assert.Equal("Bearer", body.GetProperty("token_type").GetString());
        Assert.Equal(1800, body.GetProperty("expires_in").GetInt32());
        Assert.Equal(3, body.GetProperty("access_token").GetString()!.Split('.').Length);
        Assert.StartsWith("fnr_", body.GetProperty("refresh_token").GetString(), StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Login_with_unknown_address_and_with_wrong_password_look_the_same()
    {
        var person = await identity.App.RegisterAsync();

        using var unknown = await identity.Anonymous.PostAsJsonAsync(
            "/auth/login", new { email = "stranger@example.com", password = "Wrong-password-1" });
        using var wrong = await identity.Anonymous.PostAsJsonAsync(
            "/auth/login", new { email = person.Email, password = "Wrong-password-1" });

        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal("INVALID_CREDENTIALS", await IdentityApp.CodeAsync(unknown));
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal("INVALID_CREDENTIALS", await IdentityApp.CodeAsync(wrong));
    }

    [Fact]
    public async Task Login_guessed_too_often_is_refused_even_with_the_right_password()
    {
        await using var app = await FootnoteApp.StartAsync(options => options.Settings["Footnote:Identity:LoginAttemptsPerAccount"] = "3");
        var person = await app.RegisterAsync();
        for (var n = 0; n < 3; n++)
        {
            using var wrong = await LoginAsync(app, person.Email, "Wrong-password-1");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var right = await LoginAsync(app, person.Email, person.Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, right.StatusCode);
        Assert.Equal("TOO_MANY_ATTEMPTS", await IdentityApp.CodeAsync(right));
        Assert.True(right.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        await app.RestartAsync();
        using var restarted = await LoginAsync(app, person.Email, person.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, restarted.StatusCode);
    }

    [Fact]
    public async Task Login_from_one_address_too_often_is_refused_for_every_account()
    {
        await using var app = await FootnoteApp.StartAsync(options => options.Settings["Footnote:Identity:LoginAttemptsPerAddress"] = "4");
        for (var n = 0; n < 4; n++)
        {
            using var wrong = await LoginAsync(app, $"nobody{n}@example.com", "Wrong-password-1");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var next = await LoginAsync(app, "nobody9@example.com", "Wrong-password-1");

        Assert.Equal(HttpStatusCode.TooManyRequests, next.StatusCode);
    }

    [Fact]
    public async Task Login_that_succeeds_forgets_the_failures_before_it()
    {
        await using var app = await FootnoteApp.StartAsync(options => options.Settings["Footnote:Identity:LoginAttemptsPerAccount"] = "3");
        var person = await app.RegisterAsync();
        for (var round = 0; round < 3; round++)
        {
            using var wrong = await LoginAsync(app, person.Email, "Wrong-password-1");
            using var right = await LoginAsync(app, person.Email, person.Password);
            Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        }
    }

    private static Task<HttpResponseMessage> LoginAsync(FootnoteApp app, string email, string password) =>
        app.Anonymous.PostAsJsonAsync("/auth/login", new { email, password });
}
