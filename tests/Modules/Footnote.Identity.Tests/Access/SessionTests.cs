using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Footnote.Identity.Tests.Access;

public sealed class SessionTests(IdentityApp identity) : IClassFixture<IdentityApp>
{
    [Fact]
    public async Task Me_describes_the_signed_in_user()
    {
        var person = await identity.App.RegisterAsync();

        var me = await person.Http.GetFromJsonAsync<JsonElement>("/auth/me");

        Assert.Equal(person.Email, me.GetProperty("email").GetString());
        Assert.Equal("Organization", me.GetProperty("tenant_name").GetString());
        Assert.Empty(me.GetProperty("roles").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, me.GetProperty("csrf_token").ValueKind);
        Assert.True(me.GetProperty("session_expires_at").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task Me_without_token_is_401_with_a_challenge()
    {
        using var answer = await identity.Anonymous.GetAsync("/auth/me");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("UNAUTHENTICATED", await IdentityApp.CodeAsync(answer));
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Logout_refuses_the_access_token_at_once()
    {
        var person = await identity.App.RegisterAsync();

        using var logout = await person.Http.PostAsync("/auth/logout", content: null);
        using var after = await person.Http.GetAsync("/auth/me");
        using var refresh = await RefreshAsync(person.RefreshToken);

        Assert.Equal(HttpStatusCode.NoContent, logout.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Equal("INVALID_TOKEN", await IdentityApp.CodeAsync(after));
        Assert.Equal(HttpStatusCode.Unauthorized, refresh.StatusCode);
    }

    [Fact]
    public async Task Logout_with_the_refresh_token_alone_ends_the_session()
    {
        var person = await identity.App.RegisterAsync();

        using var logout = await identity.Anonymous.PostAsJsonAsync("/auth/logout", new { refresh_token = person.RefreshToken });
        using var after = await person.Http.GetAsync("/auth/me");

        Assert.Equal(HttpStatusCode.NoContent, logout.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Refresh_rotates_and_a_used_token_ends_the_session()
    {
        var person = await identity.App.RegisterAsync();
        using var first = await RefreshAsync(person.RefreshToken);
        var pair = await IdentityApp.JsonAsync(first);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.NotEqual(person.RefreshToken, pair.GetProperty("refresh_token").GetString());

        using var reused = await RefreshAsync(person.RefreshToken);
        using var rightful = await RefreshAsync(pair.GetProperty("refresh_token").GetString()!);
        using var access = await person.Http.GetAsync("/auth/me");

        Assert.Equal(HttpStatusCode.Unauthorized, reused.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, rightful.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, access.StatusCode);
    }

    [Fact]
    public async Task Refresh_sent_twice_at_once_succeeds_at_most_once()
    {
        var person = await identity.App.RegisterAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RefreshAsync(person.RefreshToken)));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
    }

    [Theory]
    [InlineData("fnr_short")]
    [InlineData("fnr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("nonsense")]
    public async Task Refresh_with_an_unknown_token_is_401(string token)
    {
        using var answer = await RefreshAsync(token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("INVALID_TOKEN", await IdentityApp.CodeAsync(answer));
    }

    [Fact]
    public async Task AccessToken_expires_after_half_an_hour()
    {
        var clock = new ManualTimeProvider();
        await using var app = await FootnoteApp.StartAsync(options =>
            options.ConfigureServices = services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        var person = await app.RegisterAsync();

        clock.Advance(TimeSpan.FromMinutes(29));
        using var before = await person.Http.GetAsync("/auth/me");
        clock.Advance(TimeSpan.FromMinutes(2));
        using var after = await person.Http.GetAsync("/auth/me");
        using var refreshed = await app.Anonymous.PostAsJsonAsync("/auth/refresh", new { refresh_token = person.RefreshToken });

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Equal("TOKEN_EXPIRED", await IdentityApp.CodeAsync(after));
        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
    }

    [Fact]
    public async Task AccessToken_survives_a_restart_of_the_server()
    {
        await using var app = await FootnoteApp.StartAsync();
        var person = await app.RegisterAsync();

        await app.RestartAsync();
        using var answer = await app.NewClient(person.AccessToken).GetAsync("/auth/me");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Operator_token_acts_as_administrator_and_is_readable_by_its_owner_only()
    {
        var file = Path.Combine(identity.App.DataFolder, "operator.token");

        var me = await identity.App.NewOperatorClient().GetFromJsonAsync<JsonElement>("/auth/me");

        Assert.Equal(["admin", "operator"], me.GetProperty("roles").EnumerateArray().Select(role => role.GetString()!));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Operator_token_that_was_invented_is_refused()
    {
        using var client = identity.App.NewClient("fno_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

        using var answer = await client.GetAsync("/auth/me");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("Basic abc")]
    [InlineData("Bearer")]
    [InlineData("Bearer a.b.c")]
    public async Task Authorization_of_another_kind_is_401(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/auth/me");
        request.Headers.TryAddWithoutValidation("Authorization", header);

        using var answer = await identity.Anonymous.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private Task<HttpResponseMessage> RefreshAsync(string token) =>
        identity.Anonymous.PostAsJsonAsync("/auth/refresh", new { refresh_token = token });
}
