using Dapper;
using Footnote.Platform.Data;
using Footnote.Platform.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Footnote.Identity.Sessions;

/// <summary>Deletes once an hour what is over: counted attempts, refresh tokens, sessions that ended a month ago.</summary>
internal sealed class SessionJanitor(
    ModuleDatabase<IdentitySchema> database, Readiness readiness, TimeProvider time, ILogger<SessionJanitor> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan AttemptMemory = TimeSpan.FromHours(2);
    private static readonly TimeSpan SessionMemory = TimeSpan.FromDays(30);

    /// <summary>One pass; returns how many rows went.</summary>
    public async Task<int> CleanAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenSystemAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            delete from attempts where window_start < @attempts;
            delete from refresh_tokens where expires_at < @now;
            delete from setup_codes where expires_at < @now;
            delete from sessions where expires_at < @sessions or revoked_at < @sessions
            """,
            new { now, attempts = now - AttemptMemory, sessions = now - SessionMemory },
            cancellationToken: ct));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await CleanAsync(stoppingToken);
            }
            catch (NpgsqlException fault)
            {
                Log.CleaningFailed(logger, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
