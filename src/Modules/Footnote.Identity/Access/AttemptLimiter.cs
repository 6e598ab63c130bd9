using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Footnote.Identity.Tokens;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Logging;

namespace Footnote.Identity.Access;

/// <summary>
/// Counts attempts in fixed windows, in PostgreSQL: the counts survive a restart, hold across processes and cost no memory here.
/// </summary>
internal sealed class AttemptLimiter(
    ModuleDatabase<IdentitySchema> database, IdentityKeys keys, TimeProvider time, ILogger<AttemptLimiter> logger)
{
    /// <summary>Counts one attempt; the failure says how long to wait.</summary>
    public async Task<Error?> TakeAsync(AttemptLimit limit, string subject, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var start = new DateTimeOffset(now.Ticks - (now.Ticks % limit.Window.Ticks), TimeSpan.Zero);
        await using var connection = await database.OpenSystemAsync(ct);
        var count = await connection.QuerySingleAsync<int>(new CommandDefinition(
            """
            insert into attempts as a (key, window_start, count) values (@key, @start, 1)
            on conflict (key) do update set
                count = case when a.window_start = excluded.window_start then a.count + 1 else 1 end,
                window_start = excluded.window_start
            returning count
            """,
            new { key = KeyOf(limit, subject), start },
            cancellationToken: ct));
        if (count <= limit.Permits)
        {
            return null;
        }

        Log.AttemptRefused(logger, limit.Name);
        Telemetry.Refused(limit.Name);
        return IdentityErrors.TooManyAttempts(start + limit.Window - now);
    }

    /// <summary>Forgets the attempts of a subject that has proven itself.</summary>
    public async Task ForgetAsync(AttemptLimit limit, string subject, CancellationToken ct)
    {
        await using var connection = await database.OpenSystemAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "delete from attempts where key = @key", new { key = KeyOf(limit, subject) }, cancellationToken: ct));
    }

    /// <summary>IPv4 addresses as they are; IPv6 by their /64, which is what one customer gets.</summary>
    public static string SubjectOf(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(plain.GetAddressBytes().AsSpan(0, 8))
            : plain.ToString();
    }

    private byte[] KeyOf(AttemptLimit limit, string subject) =>
        HMACSHA256.HashData(keys.Attempts, Encoding.UTF8.GetBytes($"{limit.Name}\n{subject}"));
}
