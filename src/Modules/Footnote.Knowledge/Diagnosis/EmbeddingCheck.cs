using Dapper;
using Footnote.Knowledge.Embedding;
using Footnote.Platform.Data;
using Footnote.Platform.Modules;
using Npgsql;

namespace Footnote.Knowledge.Diagnosis;

/// <summary>
/// Every embedding belongs to a chunk and has the size of its model, and every chunk has one of the active model. What belongs nowhere is
/// removed, what is missing is made.
/// </summary>
internal sealed class EmbeddingCheck(
    ModuleDatabase<KnowledgeSchema> database, EmbeddingModelState models, EmbeddingRound round) : IDiagnosticCheck
{
    private const string Unusable = """
        from embeddings e left join chunks c on c.ordinal = e.ordinal
        where c.ordinal is null or c.tenant_id <> e.tenant_id or (e.model_id = @ModelId and octet_length(e.vector) <> @Size)
        """;

    private const string Missing = """
        from chunks c where not exists (select 1 from embeddings e where e.model_id = @ModelId and e.ordinal = c.ordinal)
        """;

    public string Name => "embeddings";

    public async Task<DiagnosticResult> RunAsync(bool repair, CancellationToken ct)
    {
        var active = (await models.CurrentAsync(ct)).Active;
        var model = new ModelShape(active.ModelId, active.Dimensions * sizeof(float));
        await using var connection = await database.OpenSystemAsync(ct);
        var unusable = (await connection.QueryAsync<int>(Command($"select e.ordinal {Unusable}", model, ct))).AsList();
        if (repair && unusable.Count > 0)
        {
            const string Remove = $"delete from embeddings where (model_id, ordinal) in (select e.model_id, e.ordinal {Unusable})";
            await connection.ExecuteAsync(Command(Remove, model, ct));
        }

        var missing = (await connection.QueryAsync<int>(Command($"select c.ordinal {Missing}", model, ct))).AsList();
        if (unusable.Count + missing.Count == 0)
        {
            return new DiagnosticResult($"every chunk has an embedding of {active.ModelId}");
        }

        var left = repair ? await MakeAsync(connection, model, ct) : missing.Count;
        var isMended = repair && left == 0;
        return new DiagnosticResult(
            $"{unusable.Count} embeddings belong to no chunk or have the wrong size, {missing.Count} chunks lack one of {active.ModelId}",
            unusable.Count + missing.Count,
            repair ? unusable.Count + missing.Count - left : 0)
        {
            Examples = [.. unusable.Concat(missing).Distinct().Take(Examples.Count).Select(ordinal => $"chunk {ordinal}")],
            Advice = isMended ? null : repair ? "another server is making them; look again later" : Examples.RepairAdvice,
        };
    }

    private async Task<int> MakeAsync(NpgsqlConnection connection, ModelShape model, CancellationToken ct)
    {
        await round.RunAsync(includesActive: true, ct);
        return await connection.QuerySingleAsync<int>(Command($"select count(*) {Missing}", model, ct));
    }

    private static CommandDefinition Command(string sql, ModelShape model, CancellationToken ct) =>
        new(sql, model, commandTimeout: 0, cancellationToken: ct);

    private sealed record ModelShape(string ModelId, int Size);
}
