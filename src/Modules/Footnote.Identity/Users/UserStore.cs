using Dapper;
using Footnote.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Footnote.Identity.Users;

/// <summary>Keeps users in PostgreSQL for the in-box Identity.</summary>
internal sealed class UserStore(ModuleDatabase<IdentitySchema> database, TimeProvider time)
    : IUserPasswordStore<User>, IUserEmailStore<User>, IUserSecurityStampStore<User>
{
    private const string Columns =
        "id, email, normalized_email, password_hash, security_stamp, concurrency_stamp, is_system, disabled_at, created_at";

    public async Task<IdentityResult> CreateAsync(User user, CancellationToken cancellationToken)
    {
        user.ConcurrencyStamp = NewStamp();
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(
                $"""
                insert into users ({Columns})
                values (@Id, @Email, @NormalizedEmail, @PasswordHash, @SecurityStamp, @ConcurrencyStamp, @IsSystem, @DisabledAt, @CreatedAt)
                """,
                user,
                cancellationToken: cancellationToken));
            return IdentityResult.Success;
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().DuplicateEmail(user.Email));
        }
    }

    public async Task<IdentityResult> UpdateAsync(User user, CancellationToken cancellationToken)
    {
        var next = NewStamp();
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        var changed = await connection.ExecuteAsync(new CommandDefinition(
            """
            update users set email = @Email, normalized_email = @NormalizedEmail, password_hash = @PasswordHash,
                security_stamp = @SecurityStamp, disabled_at = @DisabledAt, concurrency_stamp = @next
            where id = @Id and concurrency_stamp = @ConcurrencyStamp
            """,
            new
            {
                user.Id,
                user.Email,
                user.NormalizedEmail,
                user.PasswordHash,
                user.SecurityStamp,
                user.DisabledAt,
                user.ConcurrencyStamp,
                next,
            },
            cancellationToken: cancellationToken));
        if (changed == 0)
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }

        user.ConcurrencyStamp = next;
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> DeleteAsync(User user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition("delete from users where id = @Id", new { user.Id }, cancellationToken: cancellationToken));
        return IdentityResult.Success;
    }

    public Task<User?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Guid.TryParse(userId, out var id)
        ? FindAsync("id = @id", new { id }, cancellationToken)
        : Task.FromResult<User?>(null);

    public Task<User?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindByEmailAsync(normalizedUserName, cancellationToken);

    public Task<User?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        FindAsync("normalized_email = @normalizedEmail", new { normalizedEmail }, cancellationToken);

    public Task<string> GetUserIdAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString("D"));

    public Task<string?> GetUserNameAsync(User user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task SetUserNameAsync(User user, string? userName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetNormalizedUserNameAsync(User user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.NormalizedEmail);

    public Task SetNormalizedUserNameAsync(User user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetPasswordHashAsync(
        User user, string? passwordHash, CancellationToken cancellationToken) => Set(() => user.PasswordHash = passwordHash);

    public Task<string?> GetPasswordHashAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetEmailAsync(
        User user, string? email, CancellationToken cancellationToken) => Set(() => user.Email = email ?? string.Empty);

    public Task<string?> GetEmailAsync(User user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task<bool> GetEmailConfirmedAsync(User user, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task SetEmailConfirmedAsync(User user, bool confirmed, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetNormalizedEmailAsync(User user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.NormalizedEmail);

    public Task SetNormalizedEmailAsync(User user, string? normalizedEmail, CancellationToken cancellationToken) =>
        Set(() => user.NormalizedEmail = normalizedEmail ?? string.Empty);

    public Task SetSecurityStampAsync(
        User user, string stamp, CancellationToken cancellationToken) => Set(() => user.SecurityStamp = stamp);

    public Task<string?> GetSecurityStampAsync(User user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SecurityStamp);

    public void Dispose()
    {
        // Connections belong to the pool.
    }

    private string NewStamp() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    private async Task<User?> FindAsync(string predicate, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<User>(new CommandDefinition(
            $"select {Columns} from users where {predicate}", parameters, cancellationToken: cancellationToken));
    }

    private static Task Set(Action change)
    {
        change();
        return Task.CompletedTask;
    }
}
