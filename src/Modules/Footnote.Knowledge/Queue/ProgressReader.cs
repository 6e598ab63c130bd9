using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Changes;
using Footnote.Platform.Data;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Queue;

/// <summary>Reads what a progress stream sends; only documents the caller may read.</summary>
internal sealed class ProgressReader(ModuleDatabase<KnowledgeSchema> database, IOptions<KnowledgeOptions> options)
{
    private const int MostChanges = 500;

    private const string Columns = "d.id, d.title, d.status, d.progress, d.error_code, d.error_message, d.position";

    /// <summary>The end of the change log, which later calls go on from.</summary>
    public async Task<long> PositionAsync(Principal principal, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        return await ChangeLog.LastAsync(connection, cancellationToken);
    }

    /// <summary>Documents on their way: those at work first, then in the order they are next.</summary>
    public async Task<IReadOnlyList<ProgressRow>> OpenAsync(Principal principal, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            with places as (
                select j.document_id, row_number() over (order by j.priority, j.available_at, j.id) as place
                from ingestion_jobs j where j.tenant_id = @TenantId and j.state = 'queued')
            select {Columns}, p.place,
                (select max(j.started_at) from ingestion_jobs j where j.document_id = d.id and j.state = 'running') as started_at
            from documents d left join places p on p.document_id = d.id
            where d.tenant_id = @TenantId and d.deleted_at is null and d.status in ('pending', 'processing') and d.readers && @Keys
            order by d.status = 'pending', p.place nulls last, d.id limit @Limit
            """;
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var rows = await connection.QueryAsync<ProgressRow>(new CommandDefinition(
            Sql,
            new { principal.TenantId, Keys = principal.AccessKeys.ToArray(), Limit = options.Value.ProgressDocuments },
            cancellationToken: cancellationToken));
        return rows.AsList();
    }

    /// <summary>Documents whose way has ended behind a position, in order.</summary>
    public async Task<IReadOnlyList<ProgressRow>> EndedAsync(Principal principal, long after, CancellationToken cancellationToken)
    {
        const int Most = 500;
        const string Sql = $"""
            select {Columns} from documents d
            where d.tenant_id = @TenantId and d.deleted_at is null and d.readers && @Keys and d.position > @after
                and d.status in ('completed', 'failed', 'needs_ocr')
            order by d.position limit @Most
            """;
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var rows = await connection.QueryAsync<ProgressRow>(new CommandDefinition(
            Sql, new { principal.TenantId, Keys = principal.AccessKeys.ToArray(), after, Most }, cancellationToken: cancellationToken));
        return rows.AsList();
    }

    /// <summary>Those of the given documents that still are and that the caller may still read.</summary>
    public async Task<IReadOnlyList<ProgressRow>> FindAsync(Principal principal, Guid[] ids, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            select {Columns} from documents d
            where d.tenant_id = @TenantId and d.deleted_at is null and d.readers && @Keys and d.id = any(@ids)
            """;
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var rows = await connection.QueryAsync<ProgressRow>(new CommandDefinition(
            Sql, new { principal.TenantId, Keys = principal.AccessKeys.ToArray(), ids }, cancellationToken: cancellationToken));
        return rows.AsList();
    }
}
