using System.Data.Common;
using Dapper;
using Footnote.Platform.Data;
using Footnote.Platform.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Footnote.Models.Embeddings;

/// <summary>Keeps the table within its bounds: rows that are too old go, then the least recently used above the number.</summary>
internal sealed class EmbeddingSweep(
    ModuleDatabase<ModelsSchema> database, EmbeddingSweepSignal signal, Readiness readiness, IOptions<ModelsOptions> options,
    EmbeddingSweepClock clock) : BackgroundService
{
    private const int RowsPerStep = 1000;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        while (true)
        {
            await signal.WaitAsync(Interval, clock.Time, stoppingToken);
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (DbException failure) when (!stoppingToken.IsCancellationRequested)
            {
                clock.Failed(failure);
            }
        }
    }

    /// <summary>One round; returns how many rows went.</summary>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        const string Old = """
            delete from embedding_cache where (tenant_id, key) in (
                select tenant_id, key from embedding_cache where used_at < @before order by used_at limit @step for update skip locked)
            """;
        const string Surplus = """
            delete from embedding_cache where (tenant_id, key) in (
                select tenant_id, key from embedding_cache order by used_at limit @step for update skip locked)
            """;
        var bounds = options.Value.EmbeddingCache;
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        long removed = 0;
        for (var step = RowsPerStep; step == RowsPerStep; removed += step)
        {
            step = await connection.ExecuteAsync(new CommandDefinition(
                Old, new { before = clock.Time.GetUtcNow() - bounds.MaxAge, step }, cancellationToken: cancellationToken));
        }

        var surplus = await connection.QuerySingleAsync<long>(new CommandDefinition(
            "select count(*) from embedding_cache", cancellationToken: cancellationToken)) - bounds.TableRows;
        while (surplus > 0)
        {
            var count = await connection.ExecuteAsync(new CommandDefinition(
                Surplus, new { step = (int)Math.Min(surplus, RowsPerStep) }, cancellationToken: cancellationToken));
            removed += count;
            surplus = count == 0 ? 0 : surplus - count;
        }

        return removed;
    }
}
