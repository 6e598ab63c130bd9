using Dapper;
using Footnote.Platform.Data;
using Footnote.Platform.Modules;

namespace Footnote.Knowledge.Diagnosis;

/// <summary>Every chunk belongs to a version of its document. What does not can never be found, and is removed.</summary>
internal sealed class ChunkCheck(ModuleDatabase<KnowledgeSchema> database) : IDiagnosticCheck
{
    private const string Orphans = """
        from chunks c left join documents d on d.id = c.document_id left join document_versions v on v.id = c.version_id
        where d.id is null or v.id is null or v.document_id <> c.document_id or d.tenant_id <> c.tenant_id
        """;

    public string Name => "chunks";

    public async Task<DiagnosticResult> RunAsync(bool repair, CancellationToken ct)
    {
        await using var connection = await database.OpenSystemAsync(ct);
        var total = await connection.QuerySingleAsync<long>(Command("select count(*) from chunks", ct));
        var found = (await connection.QueryAsync<Guid>(Command($"select c.id {Orphans}", ct))).AsList();
        if (found.Count == 0)
        {
            return new DiagnosticResult($"{total} chunks belong to a version of their document");
        }

        const string Remove = $"delete from chunks where ordinal in (select c.ordinal {Orphans})";
        return new DiagnosticResult(
            $"{found.Count} of {total} chunks belong to no document", found.Count,
            repair ? await connection.ExecuteAsync(Command(Remove, ct)) : 0)
        {
            Examples = [.. found.Take(Examples.Count).Select(id => id.ToString("D"))],
            Advice = repair ? null : Examples.RepairAdvice,
        };
    }

    private static CommandDefinition Command(string sql, CancellationToken ct) => new(sql, commandTimeout: 0, cancellationToken: ct);
}
