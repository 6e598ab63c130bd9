using Dapper;
using Footnote.Knowledge.Changes;
using Footnote.Knowledge.Ingestion;
using Footnote.Knowledge.Uploads;
using Npgsql;

namespace Footnote.Knowledge.Documents;

/// <summary>
/// Puts new content beside the old within a transaction that holds the document's row; the old answers until the new is published.
/// </summary>
internal static class ContentSwap
{
    /// <summary>Whether the newest version, unless it failed, has this very content.</summary>
    public static Task<bool> IsUnchangedAsync(
        NpgsqlTransaction transaction, Guid documentId, ReceivedFile file, CancellationToken cancellationToken)
    {
        const string Sql = """
            select exists (
                select 1 from documents d join originals o on o.document_id = d.id and o.number = d.latest_version
                where d.id = @documentId and d.deleted_at is null and o.content_hash = @Hash and o.media_type = @MediaType
                    and o.status in ('pending', 'published'))
            """;
        return Connection(transaction).QuerySingleAsync<bool>(new CommandDefinition(
            Sql,
            new { documentId, file.Hash, MediaType = MediaTypes.Of(file.Format) },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Stores the original as the next version and queues it. Jobs about what was to be read before are ended; a worker in the middle of
    /// one finds its lease gone and publishes nothing.
    /// </summary>
    public static async Task<ReplacedDocument> ApplyAsync(
        NpgsqlTransaction transaction, ManagedDocument document, Guid userId, ReceivedFile file, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var number = document.LatestVersion + 1;
        const string Sql = """
            update originals set status = 'superseded' where document_id = @Id and status = 'pending';
            update ingestion_jobs set state = 'done', lease_owner = null, lease_until = null, updated_at = @now
            where document_id = @Id and state in ('queued', 'running', 'dead');
            update documents set latest_version = @number, status = 'pending', progress = 0, error_code = null, error_message = null,
                revision = revision + 1, updated_at = @now
            where id = @Id;
            """;
        // nothing answers yet: the document describes what it is about to become
        const string Describe = """
            update documents set file_name = @FileName, media_type = @MediaType, size_bytes = @Size, content_hash = @Hash,
                object_key = @Key, version = @number
            where id = @Id and current_version_id is null
            """;
        var connection = Connection(transaction);
        await connection.ExecuteAsync(
            new CommandDefinition(Sql, new { document.Id, number, now }, transaction, cancellationToken: cancellationToken));
        var by = new DocumentOwner(document.TenantId, userId);
        await OriginalRows.InsertAsync(transaction, by, new NewOriginal(document.Id, number, now), file, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Describe,
            new { document.Id, number, file.FileName, MediaType = MediaTypes.Of(file.Format), file.Size, file.Hash, file.Pending.Key },
            transaction,
            cancellationToken: cancellationToken));
        await IngestionQueue.EnqueueAsync(transaction, document.TenantId, document.Id, number, file.Priority, now, cancellationToken);
        var entry = new ChangeEntry(document.TenantId, document.Id, ChangeKind.Replaced, VersionId: null, now);
        var position = await ChangeLog.AppendAsync(transaction, entry, cancellationToken);
        return new ReplacedDocument(
            document.Id, number, Unchanged: false, DocumentStatus.Pending, position, $"/documents/{document.Id:D}");
    }

    private static NpgsqlConnection Connection(NpgsqlTransaction transaction) =>
        transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
}
