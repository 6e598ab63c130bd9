using System.Runtime.InteropServices;
using Footnote.Platform.Data;
using Footnote.Retrieval.Dense;
using Npgsql;

namespace Footnote.Knowledge.Indexing;

/// <summary>A vector index filled from the stored embeddings of one model, and the chunks that are in it.</summary>
internal sealed class BuiltVectors(VectorLeg leg)
{
    private const int RowsPerStep = 4096;
    private readonly List<int> _ordinals = [];

    public VectorLeg Leg => leg;

    public static async Task<BuiltVectors> BuildAsync(
        ModuleDatabase<KnowledgeSchema> database, IEmbeddingGenerator generator, CancellationToken cancellationToken)
    {
        var built = new BuiltVectors(VectorLeg.Empty(generator));
        try
        {
            await using var connection = await database.OpenSystemAsync(cancellationToken);
            await built.FillAsync(connection, cancellationToken);
            return built;
        }
        catch
        {
            built.Leg.Dispose();
            throw;
        }
    }

    /// <summary>Takes out the chunks that are gone meanwhile.</summary>
    public void Retain(IReadOnlySet<int> live)
    {
        foreach (var ordinal in _ordinals.Where(ordinal => !live.Contains(ordinal)))
        {
            leg.Index.Delete(ordinal);
        }

        _ordinals.Clear();
    }

    private async Task FillAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Sql = """
            select e.ordinal, e.vector from embeddings e
            join chunks c on c.ordinal = e.ordinal
            join documents d on d.id = c.document_id and d.current_version_id = c.version_id
            where e.model_id = $1 and d.deleted_at is null
            """;
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = leg.Generator.ModelId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var step = new List<(int Ordinal, float[] Vector)>(RowsPerStep);
        while (await reader.ReadAsync(cancellationToken))
        {
            var ordinal = reader.GetInt32(0);
            _ordinals.Add(ordinal);
            step.Add((ordinal, MemoryMarshal.Cast<byte, float>(reader.GetFieldValue<byte[]>(1)).ToArray()));
            if (step.Count == RowsPerStep)
            {
                leg.Add(step);
                step.Clear();
            }
        }

        leg.Add(step);
    }
}
