using Dapper;
using Footnote.Platform.Data;

namespace Footnote.Models.Embeddings;

/// <summary>The embeddings in the database. Writers never wait for each other in a circle: keys are taken in order.</summary>
internal sealed class EmbeddingTable(ModuleDatabase<ModelsSchema> database, EmbeddingSweepSignal signal, TimeProvider time)
{
    /// <summary>A use is written down at most this often, so that reading stays reading.</summary>
    private static readonly TimeSpan UseResolution = TimeSpan.FromDays(1);

    /// <summary>The vectors that are there and whole.</summary>
    public async Task<IReadOnlyDictionary<EmbeddingKey, float[]>> FindAsync(
        Guid tenantId, IReadOnlyCollection<EmbeddingKey> keys, int dimensions, CancellationToken cancellationToken)
    {
        const string Sql = "select key, vector, seal from embedding_cache where tenant_id = @tenantId and key = any(@wanted)";
        const string Use = """
            update embedding_cache set used_at = @now
            where tenant_id = @tenantId and key in (
                select key from embedding_cache where tenant_id = @tenantId and key = any(@wanted) and used_at < @before
                for update skip locked)
            """;
        var now = time.GetUtcNow();
        var wanted = Sorted(keys);
        var found = new Dictionary<EmbeddingKey, float[]>();
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        var rows = await connection.QueryAsync<StoredEmbedding>(
            new CommandDefinition(Sql, new { tenantId, wanted }, cancellationToken: cancellationToken));
        foreach (var row in rows)
        {
            if (row.Open(dimensions) is { } vector)
            {
                found[EmbeddingKey.Read(row.Key)] = vector;
            }
        }

        if (found.Count > 0)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                Use, new { tenantId, wanted, now, before = now - UseResolution }, cancellationToken: cancellationToken));
        }

        return found;
    }

    /// <summary>Writes vectors, over what lies under their keys.</summary>
    public async Task AddAsync(
        Guid tenantId, string modelId, IReadOnlyDictionary<EmbeddingKey, float[]> vectors, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into embedding_cache (tenant_id, key, model_id, vector, seal, used_at)
            select @tenantId, key, @modelId, vector, seal, @now from unnest(@keys, @values, @seals) as added (key, vector, seal)
            on conflict (tenant_id, key) do update set vector = excluded.vector, seal = excluded.seal, used_at = excluded.used_at
            """;
        var rows = vectors.OrderBy(entry => entry.Key.High).ThenBy(entry => entry.Key.Low)
            .Select(entry => StoredEmbedding.Create(entry.Key, entry.Value)).ToList();
        var values = new
        {
            tenantId,
            modelId,
            now = time.GetUtcNow(),
            keys = rows.ConvertAll(row => row.Key).ToArray(),
            values = rows.ConvertAll(row => row.Vector).ToArray(),
            seals = rows.ConvertAll(row => row.Seal).ToArray(),
        };
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Sql, values, cancellationToken: cancellationToken));
        signal.Added(rows.Count);
    }

    private static byte[][] Sorted(IReadOnlyCollection<EmbeddingKey> keys) =>
        [.. keys.OrderBy(key => key.High).ThenBy(key => key.Low).Select(key => key.ToBytes())];
}
