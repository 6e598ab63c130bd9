using Dapper;
using Footnote.Knowledge.Ingestion;
using Footnote.Platform.Data;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Collections;

/// <summary>How a document is to be cut, by its collection; and documents that were cut in another way are queued.</summary>
internal sealed class ChunkingReader(
    ModuleDatabase<KnowledgeSchema> database, IOptions<KnowledgeOptions> options, TimeProvider timeProvider)
{
    /// <summary>For documents without a collection, and of collections that ask for nothing else.</summary>
    public ChunkingSettings Default => ChunkingSettings.Default(options.Value);

    /// <summary>The settings of this moment; the default for a document that is gone.</summary>
    public async Task<ChunkingSettings> ReadAsync(Guid documentId, CancellationToken cancellationToken)
    {
        const string Sql = """
            select c.chunking_strategy as strategy, c.chunking_tokens as tokens, c.chunking_overlap as overlap
            from documents d join collections c on c.id = d.collection_id
            where d.id = @documentId and c.chunking_strategy is not null
            """;
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            Sql, new { documentId }, cancellationToken: cancellationToken));
        return row is not null && ChunkingSettings.StrategyOf(row.Strategy) is { } strategy
            ? new ChunkingSettings(strategy, row.Tokens, row.Overlap)
            : Default;
    }

    /// <summary>
    /// Call it after a version has been published: the settings, or the collection, may have changed while it was being cut, at a moment
    /// when the change could not see the version yet.
    /// </summary>
    public async Task CatchUpAsync(IngestionJob job, ChunkingSettings used, CancellationToken cancellationToken)
    {
        if (await ReadAsync(job.DocumentId, cancellationToken) == used)
        {
            return;
        }

        await using var connection = await database.OpenAsync(job.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var scope = new RereadingScope(job.TenantId, DocumentId: job.DocumentId);
        await Rereading.EnqueueOutdatedAsync(transaction, scope, Default, timeProvider.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private sealed class Row
    {
        public string Strategy { get; init; } = string.Empty;

        public int Tokens { get; init; }

        public int Overlap { get; init; }
    }
}
