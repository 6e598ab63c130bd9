using Footnote.Identity.Sessions;
using Footnote.Identity.Users;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Logging;

namespace Footnote.Identity;

/// <summary>What the operator does with accounts without mail: the library side of <c>footnote user ...</c>.</summary>
public sealed class OperatorAccounts
{
    private readonly AccountDirectory _accounts;
    private readonly SessionStore _sessions;
    private readonly ILogger<OperatorAccounts> _logger;

    internal OperatorAccounts(AccountDirectory accounts, SessionStore sessions, ILogger<OperatorAccounts> logger)
    {
        _accounts = accounts;
        _sessions = sessions;
        _logger = logger;
    }

    /// <summary>Creates an account whether registration is open or not; CONFLICT when the address is taken.</summary>
    public async Task<Result<Account>> CreateAsync(string email, string password, bool isAdministrator, CancellationToken ct)
    {
        var faults = _accounts.Check(email, password);
        if (faults.Any)
        {
            return faults.ToError();
        }

        var created = await _accounts.CreateAsync(email, password, isAdministrator ? [Principal.AdministratorRole] : [], ct);
        if (!created.IsSuccess)
        {
            return created.Error;
        }

        return created.Value is { } account ? account : Error.Conflict("There is already an account with this e-mail address.");
    }

    /// <summary>Sets a new password and ends all sessions of the account.</summary>
    public async Task<Result<Account>> ResetPasswordAsync(string email, string password, CancellationToken ct)
    {
        if (await _accounts.FindAsync(email, ct) is not { } account)
        {
            return Error.NotFound("account");
        }

        var faults = _accounts.Check(email, password);
        if (faults.Any)
        {
            return faults.ToError();
        }

        var changed = await _accounts.SetPasswordAsync(account.UserId, password, ct);
        if (!changed.IsSuccess)
        {
            return changed.Error;
        }

        await _sessions.EndAllAsync(account.UserId, "password reset", ct);
        Log.PasswordReset(_logger, account.UserId);
        return account;
    }

    /// <summary>Gives the administrator's role; it holds from the account's next request on.</summary>
    public async Task<Result<Account>> MakeAdministratorAsync(string email, CancellationToken ct)
    {
        if (await _accounts.FindAsync(email, ct) is not { } account)
        {
            return Error.NotFound("account");
        }

        await _accounts.AddRoleAsync(account, Principal.AdministratorRole, ct);
        Log.RolesChanged(_logger, account.UserId);
        return account with { Roles = [.. account.Roles.Union([Principal.AdministratorRole], StringComparer.Ordinal)] };
    }
}
