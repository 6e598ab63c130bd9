using Dapper;
using Footnote.Knowledge.Ingestion;
using Footnote.Knowledge.Uploads;
using Npgsql;

namespace Footnote.Knowledge.Documents;

/// <summary>
/// Keeps the originals of a document in step with what becomes of them, within the transactions that hold the document's row.
/// </summary>
internal static class OriginalRows
{
    public static Task InsertAsync(
        NpgsqlTransaction transaction, DocumentOwner by, NewOriginal original, ReceivedFile file, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into originals (tenant_id, document_id, number, file_name, media_type, size_bytes, content_hash, object_key, status,
                created_by, created_at)
            values (@TenantId, @DocumentId, @Number, @FileName, @MediaType, @Size, @Hash, @Key, 'pending', @UserId, @Now)
            """;
        return Connection(transaction).ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                by.TenantId,
                by.UserId,
                original.DocumentId,
                original.Number,
                original.Now,
                file.FileName,
                MediaType = MediaTypes.Of(file.Format),
                file.Size,
                file.Hash,
                file.Pending.Key,
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>
    /// The original a job has read now answers: the document describes it, those before it are superseded, and of these only the newest
    /// <paramref name="kept"/> stay.
    /// </summary>
    public static Task PublishAsync(
        NpgsqlTransaction transaction, IngestionJob job, int kept, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string Sql = """
            update originals set status = 'superseded'
            where document_id = @DocumentId and number < @Version and status in ('pending', 'published');
            update originals set status = 'published', published_at = coalesce(published_at, @now), error_code = null, error_message = null
            where document_id = @DocumentId and number = @Version;
            update documents d set version = o.number, file_name = o.file_name, media_type = o.media_type, size_bytes = o.size_bytes,
                content_hash = o.content_hash, object_key = o.object_key
            from originals o where d.id = @DocumentId and o.document_id = d.id and o.number = @Version;
            with outdated as (
                select number from originals where document_id = @DocumentId and number < @Version order by number desc offset @kept),
            removed as (
                delete from originals where document_id = @DocumentId and number in (select number from outdated)
                returning object_key, tenant_id)
            insert into obsolete_objects (object_key, tenant_id, created_at) select object_key, tenant_id, @now from removed
            on conflict do nothing;
            """;
        return Connection(transaction).ExecuteAsync(new CommandDefinition(
            Sql, new { job.DocumentId, job.Version, kept, now }, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>The original a job should have read could not be; one that was published before stays so.</summary>
    public static Task FailAsync(
        NpgsqlTransaction transaction, IngestionJob job, DocumentFailure failure, CancellationToken cancellationToken)
    {
        const string Sql = """
            update originals set status = 'failed', error_code = @Code, error_message = @Message
            where document_id = @DocumentId and number = @Version and status in ('pending', 'failed')
            """;
        return Connection(transaction).ExecuteAsync(new CommandDefinition(
            Sql,
            new { job.DocumentId, job.Version, failure.Code, failure.Message },
            transaction,
            cancellationToken: cancellationToken));
    }

    private static NpgsqlConnection Connection(NpgsqlTransaction transaction) =>
        transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
}
