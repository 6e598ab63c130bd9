using Dapper;
using Footnote.Knowledge.Collections;
using Npgsql;

namespace Footnote.Knowledge.Ingestion;

/// <summary>
/// Queues documents to be read, cut and embedded once more because something other than their content has changed. What they are answered
/// from stays until the new chunks take its place. These jobs wait behind those of new content.
/// </summary>
internal static class Rereading
{
    /// <summary>Queues those of the documents that answer and have no job waiting; returns how many.</summary>
    public static Task<int> EnqueueAsync(
        NpgsqlTransaction transaction, Guid tenantId, IReadOnlyList<Guid> documentIds, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into ingestion_jobs (id, tenant_id, document_id, version, state, priority, available_at, created_at, updated_at)
            select gen_random_uuid(), d.tenant_id, d.id, d.version, 'queued', @Priority, @now, @now, @now
            from documents d
            where d.id = any(@Ids) and d.tenant_id = @tenantId and d.deleted_at is null and d.current_version_id is not null
                and not exists (select 1 from ingestion_jobs j where j.document_id = d.id and j.state = 'queued')
            """;
        return Connection(transaction).ExecuteAsync(new CommandDefinition(
            Sql,
            new { Ids = documentIds.ToArray(), tenantId, Priority = IngestionPriority.Background, now },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>Queues those documents in the scope whose chunks were cut by other settings than theirs; returns how many.</summary>
    public static Task<int> EnqueueOutdatedAsync(
        NpgsqlTransaction transaction, RereadingScope scope, ChunkingSettings standard, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        const string Sql = $"""
            insert into ingestion_jobs (id, tenant_id, document_id, version, state, priority, available_at, created_at, updated_at)
            select gen_random_uuid(), d.tenant_id, d.id, d.version, 'queued', @Priority, @now, @now, @now
            from documents d
            join document_versions v on v.id = d.current_version_id
            left join collections c on c.id = d.collection_id
            where d.tenant_id = @TenantId and d.deleted_at is null and (d.collection_id = @CollectionId or d.id = @DocumentId)
                and coalesce(v.chunking, @Standard) <> coalesce({ChunkingSettings.KeySql}, @Standard)
                and not exists (select 1 from ingestion_jobs j where j.document_id = d.id and j.state = 'queued')
            """;
        return Connection(transaction).ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                scope.TenantId,
                scope.CollectionId,
                scope.DocumentId,
                Standard = standard.Key,
                Priority = IngestionPriority.Background,
                now,
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    private static NpgsqlConnection Connection(NpgsqlTransaction transaction) =>
        transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
}
