using System.Net;
using System.Net.Http.Json;
using System.Text;
using Footnote.Testing;

namespace Footnote.Identity.Tests.Access;

public sealed class RegisterTests(IdentityApp identity) : IClassFixture<IdentityApp>
{
    [Fact]
    public async Task Register_new_address_answers_201_and_can_sign_in()
    {
        using var answer = await identity.Anonymous.PostAsJsonAsync(
            "/auth/register", new { email = "you@example.com", password = "YourSecurePassword123!" });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var body = await IdentityApp.JsonAsync(answer);
        Assert.Equal("you@example.com", body.GetProperty("email").GetString());
        Assert.Equal("registered", body.GetProperty("status").GetString());
        var person = await identity.App.SignInAsync("you@example.com", "YourSecurePassword123!");
        Assert.NotEqual(Guid.Empty, person.UserId);
    }

    [Fact]
    public async Task Register_known_address_answers_the_same_and_changes_nothing()
    {
        var person = await identity.App.RegisterAsync();

        using var answer = await identity.Anonymous.PostAsJsonAsync(
            "/auth/register", new { email = person.Email.ToUpperInvariant(), password = "Another-password-77" });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("registered", (await IdentityApp.JsonAsync(answer)).GetProperty("status").GetString());
        using var login = await identity.Anonymous.PostAsJsonAsync(
            "/auth/login", new { email = person.Email, password = "Another-password-77" });
        Assert.Equal(HttpStatusCode.Unauthorized, login.StatusCode);
    }

    [Theory]
    [InlineData("", "Correct-horse-9", "email")]
    [InlineData("nobody", "Correct-horse-9", "email")]
    [InlineData("a@b@c.de", "Correct-horse-9", "email")]
    [InlineData("a b@example.com", "Correct-horse-9", "email")]
    [InlineData("ok@example.com", "", "password")]
    [InlineData("ok@example.com", "short", "password")]
    [InlineData("ok@example.com", "password123", "password")]
    [InlineData("ok@example.com", "aaaaaaaaaaaaaaaa", "password")]
    [InlineData("margaret@example.com", "margaret-2026-x", "password")]
    public async Task Register_with_a_bad_field_names_the_field(string email, string password, string field)
    {
        using var answer = await identity.Anonymous.PostAsJsonAsync("/auth/register", new { email, password });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var body = await IdentityApp.JsonAsync(answer);
        Assert.Equal("VALIDATION_FAILED", body.GetProperty("code").GetString());
        Assert.Equal(field, Assert.Single(body.GetProperty("details").EnumerateObject()).Name);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("", "INVALID_JSON")]
    [InlineData("{", "INVALID_JSON")]
    [InlineData("[]", "VALIDATION_FAILED")]
    [InlineData("{\"email\":5}", "VALIDATION_FAILED")]
    [InlineData("{\"email\":\"a\\u0000@example.com\",\"password\":\"Correct-horse-9\"}", "VALIDATION_FAILED")]
    [InlineData("{\"e_mail\":\"a@example.com\"}", "VALIDATION_FAILED")]
    public async Task Register_with_a_bad_body_is_refused_with_a_specific_code(string json, string code)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");

        using var answer = await identity.Anonymous.PostAsync("/auth/register", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, await IdentityApp.CodeAsync(answer));
    }

    [Fact]
    public async Task Register_with_another_media_type_is_415()
    {
        using var content = new StringContent("email=a", Encoding.UTF8, "text/plain");

        using var answer = await identity.Anonymous.PostAsync("/auth/register", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("UNSUPPORTED_MEDIA_TYPE", await IdentityApp.CodeAsync(answer));
    }

    [Fact]
    public async Task Register_at_once_with_one_address_makes_one_account()
    {
        var requests = Enumerable.Range(0, 6).Select(n =>
            identity.Anonymous.PostAsJsonAsync("/auth/register", new { email = "race@example.com", password = $"Correct-horse-{n}" }));

        var answers = await Task.WhenAll(requests);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        var wins = 0;
        for (var n = 0; n < 6; n++)
        {
            using var login = await identity.Anonymous.PostAsJsonAsync(
                "/auth/login", new { email = "race@example.com", password = $"Correct-horse-{n}" });
            wins += login.StatusCode == HttpStatusCode.OK ? 1 : 0;
        }

        Assert.Equal(1, wins);
    }

    [Fact]
    public async Task Register_on_a_reachable_server_is_closed_until_the_first_administrator_opens_it()
    {
        await using var app = await FootnoteApp.StartAsync(options => options.Bind = "0.0.0.0");
        using var refused = await RegisterAsync(app, "first@example.com", code: null);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("REGISTRATION_CLOSED", await IdentityApp.CodeAsync(refused));
        using var wrong = await RegisterAsync(app, "first@example.com", "AAAAA-BBBBB-CCCCC-DDDDD");
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);

        var code = app.Console.ToString().Split("become it: ")[1].Trim()[..23];
        using var accepted = await RegisterAsync(app, "first@example.com", code);
        Assert.Equal(HttpStatusCode.Created, accepted.StatusCode);
        using var again = await RegisterAsync(app, "second@example.com", code);
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);

        var administrator = await app.SignInAsync("first@example.com");
        using var opened = await administrator.Http.PutAsJsonAsync("/auth/registration", new { registration = "open" });
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        var member = await app.RegisterAsync("second@example.com");
        using var forbidden = await member.Http.PutAsJsonAsync("/auth/registration", new { registration = "closed" });
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    private static Task<HttpResponseMessage> RegisterAsync(FootnoteApp app, string email, string? code) =>
        app.Anonymous.PostAsJsonAsync("/auth/register", new { email, password = FootnoteApp.DefaultPassword, setup_code = code });
}
