using Dapper;
using Footnote.Platform.Data;
using Footnote.Platform.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Footnote.Knowledge.Queue;

/// <summary>Measures the whole queue now and then, for the metrics.</summary>
internal sealed class QueueMeter(
    ModuleDatabase<KnowledgeSchema> database,
    Telemetry telemetry,
    Readiness readiness,
    TimeProvider timeProvider,
    ILogger<QueueMeter> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        while (true)
        {
            try
            {
                await MeasureAsync(stoppingToken);
            }
            catch (NpgsqlException exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.QueueUnavailable(logger, exception);
            }

            await Task.Delay(Interval, timeProvider, stoppingToken);
        }
    }

    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        const string Sql = """
            select count(*) filter (where state = 'queued') as queued, count(*) filter (where state = 'running') as running,
                count(*) filter (where state = 'dead') as dead, min(created_at) filter (where state = 'queued') as oldest
            from ingestion_jobs where state in ('queued', 'running', 'dead')
            """;
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        var row = await connection.QuerySingleAsync<Row>(new CommandDefinition(Sql, cancellationToken: cancellationToken));
        telemetry.QueueMeasured("queued", row.Queued);
        telemetry.QueueMeasured("running", row.Running);
        telemetry.QueueMeasured("dead", row.Dead);
        telemetry.OldestMeasured(row.Oldest is { } oldest ? timeProvider.GetUtcNow() - oldest : TimeSpan.Zero);
    }

    private sealed class Row
    {
        public long Queued { get; init; }

        public long Running { get; init; }

        public long Dead { get; init; }

        public DateTimeOffset? Oldest { get; init; }
    }
}
