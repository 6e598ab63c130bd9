using System.Net;
using System.Net.Http.Json;
using Footnote.Platform.Errors;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Identity.Tests.Operators;

public sealed class OperatorAccountsTests(IdentityApp identity) : IClassFixture<IdentityApp>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Operator_creates_an_administrator_who_can_sign_in()
    {
        using var client = identity.App.NewOperatorClient();

        using var created = await client.PostAsJsonAsync(
            "/operator/accounts", new { email = "boss@example.com", password = FootnoteApp.DefaultPassword, administrator = true }, Token);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var boss = await identity.App.SignInAsync("boss@example.com");
        using var detailed = await boss.Http.GetAsync("/health/detailed", Token);
        Assert.Equal(HttpStatusCode.OK, detailed.StatusCode);
    }

    [Fact]
    public async Task Operator_resets_a_password_and_every_session_ends()
    {
        var person = await identity.App.RegisterAsync();

        var reset = await UseAsync(accounts => accounts.ResetPasswordAsync(person.Email, "Another-password-88", Token));

        Assert.True(reset.IsSuccess);
        using var old = await person.Http.GetAsync("/auth/me", Token);
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        await identity.App.SignInAsync(person.Email, "Another-password-88");
    }

    [Fact]
    public async Task Operator_makes_an_administrator_of_a_signed_in_member_at_once()
    {
        var person = await identity.App.RegisterAsync();
        using var before = await person.Http.GetAsync("/health/detailed", Token);

        await UseAsync(accounts => accounts.MakeAdministratorAsync(person.Email, Token));

        using var after = await person.Http.GetAsync("/health/detailed", Token);
        Assert.Equal(HttpStatusCode.Forbidden, before.StatusCode);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task Operator_hears_that_an_account_exists_or_does_not()
    {
        var person = await identity.App.RegisterAsync();

        var taken = await UseAsync(accounts => accounts.CreateAsync(person.Email, "Another-password-88", isAdministrator: false, Token));
        var missing = await UseAsync(accounts => accounts.MakeAdministratorAsync("missing@example.com", Token));
        var system = await UseAsync(accounts => accounts.ResetPasswordAsync("operator@localhost", "Another-password-88", Token));

        Assert.Equal("CONFLICT", taken.Error.Code);
        Assert.Equal("NOT_FOUND", missing.Error.Code);
        Assert.Equal("NOT_FOUND", system.Error.Code);
    }

    [Fact]
    public async Task Member_may_not_create_accounts()
    {
        var person = await identity.App.RegisterAsync();

        using var answer = await person.Http.PostAsJsonAsync(
            "/operator/accounts", new { email = "x@example.com", password = FootnoteApp.DefaultPassword }, Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("FORBIDDEN", await IdentityApp.CodeAsync(answer));
    }

    private async Task<Result<Account>> UseAsync(Func<OperatorAccounts, Task<Result<Account>>> work)
    {
        await using var scope = identity.App.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<OperatorAccounts>());
    }
}
