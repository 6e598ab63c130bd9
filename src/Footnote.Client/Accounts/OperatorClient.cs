using Footnote.Client.Transport;

namespace Footnote.Client.Accounts;

/// <summary>Accounts without mail, for whoever holds the token of the data folder; anyone else is refused with 403.</summary>
public sealed class OperatorClient
{
    private readonly ApiConnection _connection;

    internal OperatorClient(ApiConnection connection) => _connection = connection;

    /// <summary>Creates an account, whether registration is open or not. An address that is taken is refused with 409.</summary>
    /// <param name="request">Address, password and whether the account administers.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The account.</returns>
    public Task<OperatorAccount> CreateAsync(CreateAccountRequest request, CancellationToken cancellationToken = default)
        => _connection.SendAsync<OperatorAccount>(HttpMethod.Post, "operator/accounts", request, cancellationToken);

    /// <summary>Sets a new password and ends every session of the account. An unknown address is refused with 404.</summary>
    /// <param name="request">Address and new password.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The account.</returns>
    public Task<OperatorAccount> ResetPasswordAsync(CredentialsRequest request, CancellationToken cancellationToken = default)
        => _connection.SendAsync<OperatorAccount>(HttpMethod.Post, "operator/accounts/password", request, cancellationToken);

    /// <summary>Gives the administrator's role; it holds from the account's next request on.
    /// An unknown address is refused with 404.</summary>
    /// <param name="email">The account's address.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The account.</returns>
    public Task<OperatorAccount> MakeAdministratorAsync(string email, CancellationToken cancellationToken = default)
        => _connection.SendAsync<OperatorAccount>(
            HttpMethod.Post, "operator/accounts/administrator", new MakeAdministratorRequest(email), cancellationToken);
}
