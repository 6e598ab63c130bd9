using Dapper;
using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Ingestion;
using Footnote.Platform.Data;
using Footnote.Platform.Modules;
using Npgsql;

namespace Footnote.Knowledge.Diagnosis;

/// <summary>
/// Every document that is not finished has a job that finishes it, and every finished one has the text and the chunks it says. A document
/// without is put into the queue again; a job without a document to work on is ended.
/// </summary>
internal sealed class JobCheck(ModuleDatabase<KnowledgeSchema> database, IngestionSignal signal, TimeProvider timeProvider)
    : IDiagnosticCheck
{
    private const string Stuck = """
        select d.id, d.tenant_id, case when d.status = 'completed' then d.version else d.latest_version end as version from documents d
        where d.deleted_at is null
            and not exists (select 1 from ingestion_jobs j where j.document_id = d.id and j.state in ('queued', 'running'))
            and (d.status in ('pending', 'processing')
                or (d.status = 'completed' and d.chunks is distinct from (
                    select count(*)::int from chunks c where c.document_id = d.id and c.version_id = d.current_version_id)))
        """;

    private const string Idle = """
        select j.id from ingestion_jobs j left join documents d on d.id = j.document_id
        where j.state in ('queued', 'running') and (d.id is null or d.deleted_at is not null)
        """;

    public string Name => "jobs";

    public async Task<DiagnosticResult> RunAsync(bool repair, CancellationToken ct)
    {
        await using var connection = await database.OpenSystemAsync(ct);
        var stuck = (await connection.QueryAsync<(Guid Id, Guid TenantId, int Version)>(new CommandDefinition(
            Stuck, commandTimeout: 0, cancellationToken: ct))).AsList();
        var idle = (await connection.QueryAsync<Guid>(new CommandDefinition(Idle, commandTimeout: 0, cancellationToken: ct))).AsList();
        var found = stuck.Count + idle.Count;
        if (found == 0)
        {
            return new DiagnosticResult("every document is finished or has a job");
        }

        if (repair)
        {
            await RepairAsync(connection, stuck, idle, ct);
            signal.Wake();
        }

        return new DiagnosticResult(
            $"{stuck.Count} documents have neither all of their text nor a job, {idle.Count} jobs have no document to work on",
            found, repair ? found : 0)
        {
            Examples = [.. stuck.Select(document => document.Id).Concat(idle).Take(Examples.Count).Select(id => id.ToString("D"))],
            Advice = repair ? null : Examples.RepairAdvice,
        };
    }

    private async Task RepairAsync(NpgsqlConnection connection, List<(Guid Id, Guid TenantId, int Version)> stuck, List<Guid> idle,
        CancellationToken ct)
    {
        const string Again = """
            update documents set status = @Pending, progress = 0, updated_at = @now where id = @Id and deleted_at is null
            """;
        var now = timeProvider.GetUtcNow();
        foreach (var (id, tenantId, version) in stuck)
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            if (await connection.ExecuteAsync(new CommandDefinition(
                Again, new { Id = id, DocumentStatus.Pending, now }, transaction, cancellationToken: ct)) == 1)
            {
                await IngestionQueue.EnqueueAsync(transaction, tenantId, id, version, now, ct);
            }

            await transaction.CommitAsync(ct);
        }

        const string End = """
            update ingestion_jobs set state = 'done', lease_owner = null, lease_until = null, updated_at = @now where id = any(@Ids)
            """;
        await connection.ExecuteAsync(new CommandDefinition(End, new { Ids = idle.ToArray(), now }, cancellationToken: ct));
    }
}
