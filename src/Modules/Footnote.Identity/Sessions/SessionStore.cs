using Dapper;
using Footnote.Identity.Tokens;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Identity.Sessions;

/// <summary>Begins, finds, refreshes and ends sessions. Every request asks the table, so a revoked session is refused at once.</summary>
internal sealed class SessionStore(
    ModuleDatabase<IdentitySchema> database,
    IdentityKeys keys,
    AccessTokens accessTokens,
    IOptions<IdentityOptions> options,
    TimeProvider time)
{
    private const string SelectActive =
        """
        select s.id, s.user_id, s.tenant_id, s.expires_at, u.email, m.roles
        from sessions s
        join users u on u.id = s.user_id and u.disabled_at is null
        join memberships m on m.tenant_id = s.tenant_id and m.user_id = s.user_id
        where s.revoked_at is null and s.expires_at > @now
        """;

    public async Task<TokenPair> BeginTokenSessionAsync(Account account, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenSystemAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var sessionId = await InsertAsync(transaction, account, cookieHash: null, ct);
        var refresh = await InsertRefreshTokenAsync(transaction, sessionId, now, ct);
        await transaction.CommitAsync(ct);
        return Pair(new AccessTokenClaims(account.UserId, sessionId, account.TenantId), account.Roles, refresh);
    }

    public async Task<CookieSession> BeginCookieSessionAsync(Account account, CancellationToken ct)
    {
        var token = OpaqueToken.Generate(OpaqueToken.CookiePrefix);
        await using var connection = await database.OpenSystemAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var sessionId = await InsertAsync(transaction, account, OpaqueToken.Hash(token), ct);
        await transaction.CommitAsync(ct);
        return new CookieSession(token, keys.CsrfToken(sessionId), (int)TimeSpan.FromDays(options.Value.SessionDays).TotalSeconds);
    }

    public async Task<ActiveSession?> FindAsync(Guid sessionId, CancellationToken ct)
    {
        await using var connection = await database.OpenSystemAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<ActiveSession>(new CommandDefinition(
            SelectActive + " and s.id = @sessionId", new { sessionId, now = time.GetUtcNow() }, cancellationToken: ct));
    }

    public async Task<ActiveSession?> FindByCookieAsync(string token, CancellationToken ct)
    {
        await using var connection = await database.OpenSystemAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<ActiveSession>(new CommandDefinition(
            SelectActive + " and s.cookie_hash = @hash",
            new { hash = OpaqueToken.Hash(token), now = time.GetUtcNow() },
            cancellationToken: ct));
    }

    /// <summary>Exchanges a refresh token for a new pair. A token that was used before ends its session: somebody copied it.</summary>
    public async Task<Result<TokenPair>> RefreshAsync(string refreshToken, ILogger logger, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var hash = OpaqueToken.Hash(refreshToken);
        await using var connection = await database.OpenSystemAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var sessionId = await connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(
            "update refresh_tokens set used_at = @now where hash = @hash and used_at is null and expires_at > @now returning session_id",
            new { hash, now },
            transaction,
            cancellationToken: ct));
        if (sessionId is null)
        {
            await EndReusedAsync(transaction, hash, now, logger, ct);
            await transaction.CommitAsync(ct);
            return IdentityErrors.InvalidToken();
        }

        var session = await connection.QuerySingleOrDefaultAsync<ActiveSession>(new CommandDefinition(
            SelectActive + " and s.id = @sessionId", new { sessionId, now }, transaction, cancellationToken: ct));
        if (session is null)
        {
            return IdentityErrors.InvalidToken();
        }

        var refresh = await InsertRefreshTokenAsync(transaction, session.Id, now, ct);
        await transaction.CommitAsync(ct);
        return Pair(new AccessTokenClaims(session.UserId, session.Id, session.TenantId), session.Roles, refresh);
    }

    /// <summary>The session a refresh token belongs to, used or not.</summary>
    public async Task<Guid?> FindSessionOfAsync(string refreshToken, CancellationToken ct)
    {
        await using var connection = await database.OpenSystemAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(
            "select session_id from refresh_tokens where hash = @hash",
            new { hash = OpaqueToken.Hash(refreshToken) },
            cancellationToken: ct));
    }

    public async Task EndAsync(Guid sessionId, string reason, CancellationToken ct)
    {
        await using var connection = await database.OpenSystemAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "update sessions set revoked_at = @now, revoked_reason = @reason where id = @sessionId and revoked_at is null",
            new { sessionId, reason, now = time.GetUtcNow() },
            cancellationToken: ct));
    }

    public async Task EndAllAsync(Guid userId, string reason, CancellationToken ct)
    {
        await using var connection = await database.OpenSystemAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "update sessions set revoked_at = @now, revoked_reason = @reason where user_id = @userId and revoked_at is null",
            new { userId, reason, now = time.GetUtcNow() },
            cancellationToken: ct));
    }

    private static async Task EndReusedAsync(
        NpgsqlTransaction transaction, byte[] hash, DateTimeOffset now, ILogger logger, CancellationToken ct)
    {
        var ended = await transaction.Connection!.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(
            """
            update sessions s set revoked_at = @now, revoked_reason = 'refresh token reused'
            from refresh_tokens r
            where r.hash = @hash and r.used_at is not null and s.id = r.session_id and s.revoked_at is null
            returning s.id
            """,
            new { hash, now },
            transaction,
            cancellationToken: ct));
        if (ended is { } sessionId)
        {
            Log.RefreshTokenReused(logger, sessionId);
        }
    }

    private async Task<Guid> InsertAsync(NpgsqlTransaction transaction, Account account, byte[]? cookieHash, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into sessions (id, tenant_id, user_id, cookie_hash, created_at, expires_at)
            values (@id, @TenantId, @UserId, @cookieHash, @now, @expires)
            """,
            new { id, account.TenantId, account.UserId, cookieHash, now, expires = now.AddDays(options.Value.SessionDays) },
            transaction,
            cancellationToken: ct));
        return id;
    }

    private async Task<string> InsertRefreshTokenAsync(
        NpgsqlTransaction transaction, Guid sessionId, DateTimeOffset now, CancellationToken ct)
    {
        var token = OpaqueToken.Generate(OpaqueToken.RefreshPrefix);
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "insert into refresh_tokens (hash, session_id, created_at, expires_at) values (@hash, @sessionId, @now, @expires)",
            new { hash = OpaqueToken.Hash(token), sessionId, now, expires = now.AddDays(options.Value.RefreshTokenDays) },
            transaction,
            cancellationToken: ct));
        return token;
    }

    private TokenPair Pair(AccessTokenClaims claims, IEnumerable<string> roles, string refreshToken) =>
        new(accessTokens.Issue(claims, roles), refreshToken, "Bearer", (int)accessTokens.Lifetime.TotalSeconds);
}
