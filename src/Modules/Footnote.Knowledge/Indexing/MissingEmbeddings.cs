using Dapper;
using Footnote.Knowledge.Ingestion;
using Footnote.Platform.Data;
using Microsoft.Extensions.Logging;

namespace Footnote.Knowledge.Indexing;

/// <summary>
/// After a change of the embedding model the stored embeddings are of no use: searches are lexical until the queue has embedded every
/// document again. Embeddings of two models are never mixed.
/// </summary>
internal sealed class MissingEmbeddings(
    ModuleDatabase<KnowledgeSchema> database, IndexHost host, TimeProvider timeProvider, ILogger<MissingEmbeddings> logger)
{
    public async Task EnqueueAsync(CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into ingestion_jobs (id, tenant_id, document_id, state, priority, available_at, created_at, updated_at)
            select gen_random_uuid(), d.tenant_id, d.id, 'queued', @Background, @now, @now, @now
            from documents d
            where d.deleted_at is null and d.current_version_id is not null
                and exists (
                    select 1 from chunks c
                    where c.document_id = d.id and c.version_id = d.current_version_id
                        and not exists (select 1 from embeddings e where e.model_id = @ModelId and e.ordinal = c.ordinal))
                and not exists (select 1 from ingestion_jobs j where j.document_id = d.id and j.state in ('queued', 'running'))
            """;
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        var count = await connection.ExecuteAsync(new CommandDefinition(
            Sql,
            new { host.ModelId, now = timeProvider.GetUtcNow(), IngestionPriority.Background },
            commandTimeout: 0,
            cancellationToken: cancellationToken));
        if (count > 0)
        {
            Log.Reembedding(logger, count, host.ModelId);
        }
    }
}
