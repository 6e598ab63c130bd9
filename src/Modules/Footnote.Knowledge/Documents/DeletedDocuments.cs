using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Changes;
using Footnote.Knowledge.Collections;
using Footnote.Knowledge.Indexing;
using Footnote.Knowledge.Ingestion;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Knowledge.Documents;

/// <summary>Documents that can still be restored: by their owner or by an administrator, until housekeeping may remove them.</summary>
internal sealed class DeletedDocuments(
    IndexHost host, IngestionSignal signal, IOptions<KnowledgeOptions> options, TimeProvider timeProvider)
{
    /// <summary>Documents deleted before this moment are gone.</summary>
    public DateTimeOffset Since => timeProvider.GetUtcNow() - options.Value.DeletedRetention;

    /// <summary>Restores within the caller's transaction. What was not read, or has no embeddings of the model in use, is queued.</summary>
    public async Task<Result<RestoredDocument>> RestoreAsync(
        NpgsqlTransaction transaction, Principal principal, Guid id, CancellationToken cancellationToken)
    {
        const string Find = $"""
            select {ManagedDocument.Columns} from documents
            where id = @id and tenant_id = @TenantId and deleted_at >= @Since for update
            """;
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        var document = await connection.QuerySingleOrDefaultAsync<ManagedDocument>(new CommandDefinition(
            Find, new { id, principal.TenantId, Since }, transaction, cancellationToken: cancellationToken));
        if (document is null || !document.IsManagedBy(principal))
        {
            return Error.NotFound("deleted document");
        }

        var now = timeProvider.GetUtcNow();
        var version = await UnreadVersionAsync(connection, transaction, id, cancellationToken);
        var status = version is not null ? DocumentStatus.Pending
            : document.Status is DocumentStatus.Pending or DocumentStatus.Processing ? DocumentStatus.Completed
            : document.Status;
        const string Restore = """
            update documents set deleted_at = null, status = @status, updated_at = @now, revision = revision + 1,
                progress = case when @status = 'pending' then 0 else 1 end
            where id = @id
            """;
        await connection.ExecuteAsync(new CommandDefinition(
            Restore, new { id, status, now }, transaction, cancellationToken: cancellationToken));
        if (version is { } number)
        {
            await IngestionQueue.EnqueueAsync(transaction, document.TenantId, id, number, now, cancellationToken);
        }
        else
        {
            var scope = new RereadingScope(document.TenantId, DocumentId: id);
            await Rereading.EnqueueOutdatedAsync(transaction, scope, ChunkingSettings.Default(options.Value), now, cancellationToken);
        }

        var entry = new ChangeEntry(document.TenantId, id, ChangeKind.Restored, VersionId: null, now);
        var position = await ChangeLog.AppendAsync(transaction, entry, cancellationToken);
        return new RestoredDocument(status, position, document.Revision + 1);
    }

    /// <summary>Tells the workers that there may be something to read.</summary>
    public void Wake() => signal.Wake();

    /// <summary>The version to be read: one that was waiting, or the one that answers when the model in use has not embedded it.</summary>
    private Task<int?> UnreadVersionAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, CancellationToken cancellationToken)
    {
        const string Sql = """
            select coalesce(
                (select o.number from originals o
                 where o.document_id = d.id and o.number = d.latest_version and o.status = 'pending'),
                case when exists (
                    select 1 from chunks c
                    where c.document_id = d.id and c.version_id = d.current_version_id
                        and not exists (select 1 from embeddings e where e.model_id = @ModelId and e.ordinal = c.ordinal))
                    then d.version end)
            from documents d where d.id = @id
            """;
        return connection.QuerySingleAsync<int?>(new CommandDefinition(
            Sql, new { id, host.ModelId }, transaction, cancellationToken: cancellationToken));
    }
}
