using Dapper;
using Footnote.Identity.Tokens;
using Footnote.Platform.Data;
using Footnote.Platform.Hosting;
using Microsoft.Extensions.Options;

namespace Footnote.Identity.Access;

/// <summary>Decides who may register: what an administrator set, else the configuration, else whether the server is on loopback.</summary>
internal sealed class RegistrationPolicy(
    ModuleDatabase<IdentitySchema> database,
    IOptions<IdentityOptions> options,
    ServerAddress address,
    TimeProvider time)
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromDays(7);

    public async Task<bool> IsOpenAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenSystemAsync(ct);
        var stored = await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            "select registration from tenants order by created_at limit 1", cancellationToken: ct));
        return stored switch
        {
            "open" => true,
            "closed" => false,
            _ => options.Value.Registration == RegistrationMode.Open
                || (options.Value.Registration == RegistrationMode.Auto && address.IsLoopback),
        };
    }

    public async Task SetAsync(Guid tenantId, bool isOpen, CancellationToken ct)
    {
        await using var connection = await database.OpenSystemAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "update tenants set registration = @value where id = @tenantId",
            new { tenantId, value = isOpen ? "open" : "closed" },
            cancellationToken: ct));
    }

    /// <summary>Uses up a setup code; true when it was valid.</summary>
    public async Task<bool> RedeemAsync(string code, CancellationToken ct)
    {
        await using var connection = await database.OpenSystemAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(
            "delete from setup_codes where hash = @hash and expires_at > @now",
            new { hash = OpaqueToken.Hash(code), now = time.GetUtcNow() },
            cancellationToken: ct)) == 1;
    }

    /// <summary>A new code when nobody administers this server yet and it can be reached from outside; earlier codes end.</summary>
    public async Task<string?> RenewSetupCodeAsync(CancellationToken ct)
    {
        if (address.IsLoopback)
        {
            return null;
        }

        await using var connection = await database.OpenSystemAsync(ct);
        var hasAdministrator = await connection.QuerySingleAsync<bool>(new CommandDefinition(
            """
            select exists (
                select from memberships m join users u on u.id = m.user_id
                where not u.is_system and m.roles @> array['admin'])
            """,
            cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition("delete from setup_codes", cancellationToken: ct));
        if (hasAdministrator)
        {
            return null;
        }

        var code = SetupCode.Generate();
        var now = time.GetUtcNow();
        await connection.ExecuteAsync(new CommandDefinition(
            "insert into setup_codes (hash, created_at, expires_at) values (@hash, @now, @expires)",
            new { hash = OpaqueToken.Hash(code), now, expires = now + CodeLifetime },
            cancellationToken: ct));
        return code;
    }
}
