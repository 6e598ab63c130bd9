using Dapper;
using Footnote.Knowledge.Storage;
using Footnote.Platform.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Knowledge.Maintenance;

/// <summary>Removes, once an hour, what has served its time: deleted documents with their files, versions that are no longer kept,
/// finished jobs, old idempotency keys.</summary>
internal sealed class Housekeeping(
    ModuleDatabase<KnowledgeSchema> database,
    IObjectStore store,
    OldEmbeddings oldEmbeddings,
    IOptions<KnowledgeOptions> options,
    HousekeepingClock clock) : BackgroundService
{
    private const int RowsPerStep = 100;
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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
            delete from changes where created_at < @Unread and position < (select position from change_head);
            """;
        var unread = clock.Now - options.Value.ChangeRetention;
        await connection.ExecuteAsync(new CommandDefinition(
            Old, new { clock.Now, Unread = unread }, cancellationToken: cancellationToken));
        await oldEmbeddings.RemoveAsync(clock.Now, cancellationToken);
        // the row goes first: a file without a row is waste, a row without its file is a fault
        const string Documents = """
            with doomed as (
                select id from documents where deleted_at < @Before order by deleted_at limit @RowsPerStep for update skip locked),
            objects as (
                insert into obsolete_objects (object_key, tenant_id, created_at)
                select o.object_key, o.tenant_id, @Now from originals o join doomed on doomed.id = o.document_id
                on conflict do nothing)
            delete from documents where id in (select id from doomed)
            """;
        var removed = 0;
        int step;
        do
        {
            var parameters = new { Before = clock.Now - options.Value.DeletedRetention, clock.Now, RowsPerStep };
            step = await connection.ExecuteAsync(new CommandDefinition(Documents, parameters, cancellationToken: cancellationToken));
            removed += step;
        }
        while (step == RowsPerStep);

        while (await RemoveObjectsAsync(connection, cancellationToken) == RowsPerStep)
        {
        }

        // last, because not every store knows how to list its unfinished uploads
        await store.RemoveLeftoversAsync(clock.Now - LeftoverAge, cancellationToken);
        return removed;
    }

    /// <summary>Removes objects that no row names; their rows go when the objects are gone.</summary>
    private async Task<int> RemoveObjectsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        const string Select = "select object_key from obsolete_objects order by created_at limit @RowsPerStep for update skip locked";
        var keys = (await connection.QueryAsync<string>(new CommandDefinition(
            Select, new { RowsPerStep }, transaction, cancellationToken: cancellationToken))).AsList();
        foreach (var key in keys)
        {
            await store.DeleteAsync(key, cancellationToken);
        }

        await connection.ExecuteAsync(new CommandDefinition(
            "delete from obsolete_objects where object_key = any(@Keys)", new { Keys = keys.ToArray() }, transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return keys.Count;
    }
}
