using Dapper;
using Footnote.Platform.Data;
using Footnote.Platform.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Footnote.Chat.Upkeep;

/// <summary>Renews this server's leases, closes answers of servers that died, and drops events and keys that have served.</summary>
internal sealed class ChatUpkeep(
    InterruptedAnswers interrupted, ModuleDatabase<ChatSchema> database, Readiness readiness, UpkeepSettings settings,
        ILogger<ChatUpkeep> logger)
    : BackgroundService
{
    private const int RoundsBetweenPruning = 12;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        for (int round = 0; ; round++)
        {
            try
            {
                await RunOnceAsync(round % RoundsBetweenPruning == 0, stoppingToken);
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException or IOException)
            {
                Log.UpkeepFailed(logger, fault);
            }

            await Task.Delay(settings.Interval, settings.Time, stoppingToken);
        }
    }

    private async Task RunOnceAsync(bool prunes, CancellationToken ct)
    {
        await interrupted.RenewAsync(ct);
        int closed = await interrupted.CloseExpiredAsync(ct);
        if (closed > 0)
        {
            Log.AnswersInterrupted(logger, closed);
        }

        if (prunes)
        {
            await PruneAsync(ct);
        }
    }

    private async Task PruneAsync(CancellationToken ct)
    {
        const string Sql = """
            delete from message_events where created_at < @EventsBefore;
            delete from idempotency_keys where created_at < @KeysBefore
            """;
        await using NpgsqlConnection connection = await database.OpenSystemAsync(ct);
        await connection.ExecuteAsync(
            new CommandDefinition(Sql, new { settings.EventsBefore, settings.KeysBefore }, cancellationToken: ct));
    }
}
