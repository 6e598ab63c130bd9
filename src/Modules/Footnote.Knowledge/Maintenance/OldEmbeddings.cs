using Dapper;
using Footnote.Knowledge.Embedding;
using Footnote.Platform.Data;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Maintenance;

/// <summary>Removes the embeddings of models that are not used any more, some time after the change: until then it is cheap to go
/// back.</summary>
internal sealed class OldEmbeddings(
    ModuleDatabase<KnowledgeSchema> database, EmbeddingModelState models, IOptions<KnowledgeOptions> options)
{
    private const int RowsPerStep = 10_000;

    /// <summary>Returns how many were removed.</summary>
    public async Task<int> RemoveAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string Sql = """
            with unused as (
                select replaced_model_id as model_id from reindexes where state = 'switched' and ended_at < @Before
                union select model_id from reindexes where state in ('cancelled', 'failed') and ended_at < @Before
                except select replaced_model_id from reindexes where ended_at >= @Before
                except select unnest(@InUse))
            delete from embeddings where ctid = any(array(
                select e.ctid from embeddings e join unused u on u.model_id = e.model_id limit @RowsPerStep))
            """;
        var inUse = (await models.CurrentAsync(cancellationToken)).All.Select(model => model.ModelId).ToArray();
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        var removed = 0;
        while (true)
        {
            var step = await connection.ExecuteAsync(new CommandDefinition(
                Sql, new { Before = now - options.Value.OldEmbeddingsRetention, InUse = inUse, RowsPerStep },
                    cancellationToken: cancellationToken));
            removed += step;
            if (step < RowsPerStep)
            {
                return removed;
            }
        }
    }
}
