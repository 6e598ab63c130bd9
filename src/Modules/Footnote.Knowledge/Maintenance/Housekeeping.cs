using Dapper;
using Footnote.Knowledge.Storage;
using Footnote.Platform.Data;
using Footnote.Platform.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Maintenance;

/// <summary>Removes, once an hour, what has served its time: deleted documents with their files, finished jobs, old idempotency
/// keys.</summary>
internal sealed class Housekeeping(
    ModuleDatabase<KnowledgeSchema> database,
    IObjectStore store,
    Readiness readiness,
    IOptions<KnowledgeOptions> options,
    HousekeepingClock clock) : BackgroundService
{
    private const int DocumentsPerStep = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        while (await clock.WaitAsync(stoppingToken))
        {
            await clock.TryAsync(RunAsync, stoppingToken);
        }
    }

    /// <summary>One round; returns how many documents were removed for good.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        const string Old = """
            delete from idempotency_keys where created_at < @Now - interval '1 day';
            delete from ingestion_jobs where state = 'done' and updated_at < @Now - interval '7 days';
            """;
        await connection.ExecuteAsync(new CommandDefinition(Old, new { clock.Now }, cancellationToken: cancellationToken));
        const string Documents = """
            delete from documents where id in (
                select id from documents where deleted_at < @Before order by deleted_at limit @DocumentsPerStep for update skip locked)
            returning object_key
            """;
        var removed = 0;
        while (true)
        {
            // the row goes first: a file without a row is waste, a row without its file is a fault
            var keys = (await connection.QueryAsync<string>(new CommandDefinition(
                Documents, new { Before = clock.Now - options.Value.DeletedRetention, DocumentsPerStep },
                    cancellationToken: cancellationToken))).AsList();
            keys.ForEach(store.Delete);
            removed += keys.Count;
            if (keys.Count < DocumentsPerStep)
            {
                return removed;
            }
        }
    }
}
