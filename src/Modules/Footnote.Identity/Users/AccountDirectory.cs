using System.Security.Cryptography;
using Dapper;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Identity;

namespace Footnote.Identity.Users;

/// <summary>Accounts: their users by way of the in-box Identity, and their memberships.</summary>
internal sealed class AccountDirectory(
    UserManager<User> users,
    HashingGate gate,
    PasswordRules rules,
    ModuleDatabase<IdentitySchema> database,
    TimeProvider time)
{
    /// <summary>The stored hash of a password nobody has: verifying against it costs what a real check costs.</summary>
    private static readonly string DecoyHash = new PasswordHasher<User>().HashPassword(new User(), RandomNumberGenerator.GetHexString(32));

    /// <summary>Checks what a person typed for a new account.</summary>
    public FieldErrors Check(string? email, string? password)
    {
        var faults = new FieldErrors();
        if (EmailAddress.Fault(email) is { } fault)
        {
            faults.Add("email", fault);
        }

        foreach (var problem in rules.Faults(password, email))
        {
            faults.Add("password", problem);
        }

        return faults;
    }

    /// <summary>Creates the user and the membership; null when the address is taken, after the same work.</summary>
    public async Task<Result<Account?>> CreateAsync(string email, string password, string[] roles, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var user = new User { Id = Guid.CreateVersion7(now), Email = email.Trim(), CreatedAt = now };
        var created = await gate.RunAsync(() => users.CreateAsync(user, password), ct);
        if (!created.IsSuccess)
        {
            return created.Error;
        }

        if (!created.Value.Succeeded)
        {
            return Result.Success<Account?>(null);
        }

        return await JoinAsync(user, roles, ct);
    }

    /// <summary>The account when the password is right. An unknown address takes as long as a wrong password.</summary>
    public async Task<Result<Account>> VerifyAsync(string email, string password, CancellationToken ct)
    {
        var user = await users.FindByEmailAsync(email);
        var hash = user?.PasswordHash ?? DecoyHash;
        var check = await gate.RunAsync(
            () => Task.FromResult(users.PasswordHasher.VerifyHashedPassword(user ?? new User(), hash, password)), ct);
        if (!check.IsSuccess)
        {
            return check.Error;
        }

        var isRight = user is { PasswordHash: not null, DisabledAt: null, IsSystem: false }
            && check.Value != PasswordVerificationResult.Failed;
        return isRight && await FindAccountAsync(user!, ct) is { } account ? account : IdentityErrors.InvalidCredentials();
    }

    public async Task<Account?> FindAsync(string email, CancellationToken ct) =>
        await users.FindByEmailAsync(email) is { IsSystem: false } user ? await FindAccountAsync(user, ct) : null;

    public async Task<Result<Unit>> SetPasswordAsync(Guid userId, string password, CancellationToken ct)
    {
        var user = await users.FindByIdAsync(userId.ToString("D"));
        if (user is null)
        {
            return Error.NotFound("user");
        }

        var hashed = await gate.RunAsync(() => Task.FromResult(users.PasswordHasher.HashPassword(user, password)), ct);
        if (!hashed.IsSuccess)
        {
            return hashed.Error;
        }

        user.PasswordHash = hashed.Value;
        var updated = await users.UpdateSecurityStampAsync(user);
        return updated.Succeeded ? Result.Ok : Error.Conflict("The account was changed at the same time. Try again.");
    }

    public async Task AddRoleAsync(Account account, string role, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(account.TenantId, ct);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            update memberships set roles = array_append(roles, @role)
            where tenant_id = @TenantId and user_id = @UserId and not roles @> array[@role]
            """,
            new { account.TenantId, account.UserId, role },
            cancellationToken: ct));
    }

    private async Task<Result<Account?>> JoinAsync(User user, string[] roles, CancellationToken ct)
    {
        await using var connection = await database.OpenSystemAsync(ct);
        var tenantId = await connection.QuerySingleAsync<Guid>(new CommandDefinition(
            """
            insert into memberships (tenant_id, user_id, roles, created_at)
            select id, @Id, @roles, @CreatedAt from tenants order by created_at limit 1
            returning tenant_id
            """,
            new { user.Id, roles, user.CreatedAt },
            cancellationToken: ct));
        return new Account(user.Id, tenantId, user.Email, roles);
    }

    private async Task<Account?> FindAccountAsync(User user, CancellationToken ct)
    {
        await using var connection = await database.OpenSystemAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<MembershipRow>(new CommandDefinition(
            "select tenant_id, roles from memberships where user_id = @Id order by created_at limit 1",
            new { user.Id },
            cancellationToken: ct));
        return row is null ? null : new Account(user.Id, row.TenantId, user.Email, row.Roles);
    }

    private sealed record MembershipRow(Guid TenantId, string[] Roles);
}
