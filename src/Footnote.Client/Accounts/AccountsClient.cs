using Footnote.Client.Transport;

namespace Footnote.Client.Accounts;

/// <summary>Registration, sign-in and tokens.</summary>
public sealed class AccountsClient
{
    private readonly ApiConnection _connection;

    internal AccountsClient(ApiConnection connection) => _connection = connection;

    /// <summary>Registers an account. The answer is the same for an address that is already known.</summary>
    /// <param name="request">Address, password and, on a server without administrator, the setup code.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The address and <c>registered</c>.</returns>
    public Task<RegisterResponse> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken = default)
        => _connection.SendAsync<RegisterResponse>(HttpMethod.Post, "auth/register", request, cancellationToken);

    /// <summary>Signs in and returns tokens; does not store them in the client (see <see cref="FootnoteClient.UseAccessToken"/>).</summary>
    /// <param name="request">Address and password.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Access token, refresh token and lifetime.</returns>
    public Task<TokenResponse> LoginAsync(CredentialsRequest request, CancellationToken cancellationToken = default)
        => _connection.SendAsync<TokenResponse>(HttpMethod.Post, "auth/login", request, cancellationToken);

    /// <summary>Signs in a browser: the session travels in an HttpOnly cookie of the response instead of tokens.</summary>
    /// <param name="request">Address and password.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The session's anti-forgery token and the <c>Set-Cookie</c> headers to hand on.</returns>
    public async Task<CookieLogin> LoginWithCookieAsync(CredentialsRequest request, CancellationToken cancellationToken = default)
    {
        using var message = ApiConnection.CreateRequest(HttpMethod.Post, "auth/login?use_cookies=true", request);
        using var response = await _connection
            .SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellationToken)
            .ConfigureAwait(false);
        return new CookieLogin(CookiesOf(response));
    }

    /// <summary>Trades a refresh token for new tokens. The old refresh token is spent.</summary>
    /// <param name="refreshToken">The refresh token of the last sign-in or refresh.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>New tokens.</returns>
    public Task<TokenResponse> RefreshAsync(string refreshToken, CancellationToken cancellationToken = default)
        => _connection.SendAsync<TokenResponse>(HttpMethod.Post, "auth/refresh", new RefreshRequest(refreshToken), cancellationToken);

    /// <summary>Ends the session of the credentials in use, at once and for every token of it.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The <c>Set-Cookie</c> headers to hand on; empty for bearer sessions.</returns>
    public async Task<IReadOnlyList<string>> LogoutAsync(CancellationToken cancellationToken = default)
    {
        using var message = ApiConnection.CreateRequest(HttpMethod.Post, "auth/logout", body: null);
        using var response = await _connection
            .SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellationToken)
            .ConfigureAwait(false);
        return CookiesOf(response);
    }

    /// <summary>Who the credentials in use belong to.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The account.</returns>
    public Task<Account> GetCurrentAsync(CancellationToken cancellationToken = default)
        => _connection.SendAsync<Account>(HttpMethod.Get, "auth/me", body: null, cancellationToken);

    /// <summary>Whether registration is open and whether the credentials in use are valid. Needs no credentials.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The state.</returns>
    public Task<AuthenticationStatus> GetStatusAsync(CancellationToken cancellationToken = default)
        => _connection.SendAsync<AuthenticationStatus>(HttpMethod.Get, "auth/status", body: null, cancellationToken);

    private static string[] CookiesOf(HttpResponseMessage response)
        => response.Headers.TryGetValues("Set-Cookie", out var values) ? [.. values] : [];
}
