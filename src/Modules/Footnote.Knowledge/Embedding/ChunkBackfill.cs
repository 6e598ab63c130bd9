using System.Runtime.InteropServices;
using Dapper;
using Footnote.Knowledge.Ingestion;
using Footnote.Platform.Data;
using Footnote.Retrieval.Dense;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Knowledge.Embedding;

/// <summary>Makes embeddings for chunks that are in the tables already, from the same texts that ingestion embeds.</summary>
internal sealed class ChunkBackfill(ModuleDatabase<KnowledgeSchema> database, IOptions<KnowledgeOptions> options)
{
    /// <summary>Embeds the next chunks behind <paramref name="after"/> that lack an embedding of the model; null when there are
    /// none.</summary>
    public async Task<BackfillStep?> StepAsync(IEmbeddingGenerator generator, int after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        var chunks = await ReadAsync(connection, generator.ModelId, after, cancellationToken);
        if (chunks.Count == 0)
        {
            return null;
        }

        var texts = chunks.ConvertAll(chunk => ChunkEmbedder.TextOf(chunk.Title, chunk.HeadingPath, chunk.Text));
        var vectors = await generator.GenerateAsync(texts, EmbeddingPurpose.Passage, cancellationToken);

        // a chunk that was removed meanwhile is left out, one that somebody else embedded stays as it is
        const string Sql = """
            insert into embeddings (model_id, ordinal, tenant_id, vector)
            select @ModelId, c.ordinal, c.tenant_id, e.vector
            from unnest(@Ordinals, @Vectors) as e (ordinal, vector) join chunks c on c.ordinal = e.ordinal
            on conflict do nothing
            """;
        await connection.ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                generator.ModelId,
                Ordinals = chunks.Select(chunk => chunk.Ordinal).ToArray(),
                Vectors = vectors.Select(vector => MemoryMarshal.AsBytes<float>(vector).ToArray()).ToArray(),
            },
            cancellationToken: cancellationToken));
        var documents = chunks.Select(chunk => (chunk.TenantId, chunk.DocumentId)).Distinct().ToList();
        return new BackfillStep(chunks[^1].Ordinal, chunks.Count, documents);
    }

    private async Task<List<Row>> ReadAsync(NpgsqlConnection connection, string modelId, int after, CancellationToken cancellationToken)
    {
        const string Sql = """
            select c.ordinal, c.tenant_id, c.document_id, d.title, c.heading_path, c.text
            from chunks c join documents d on d.id = c.document_id
            where c.ordinal > @after and not exists (select 1 from embeddings e where e.model_id = @modelId and e.ordinal = c.ordinal)
            order by c.ordinal limit @Limit
            """;
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            Sql, new { modelId, after, Limit = options.Value.EmbeddingBatch }, commandTimeout: 0, cancellationToken: cancellationToken));
        return rows.AsList();
    }

    private sealed class Row
    {
        public int Ordinal { get; init; }

        public Guid TenantId { get; init; }

        public Guid DocumentId { get; init; }

        public string Title { get; init; } = string.Empty;

        public string[] HeadingPath { get; init; } = [];

        public string Text { get; init; } = string.Empty;
    }
}
