using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Ingestion;
using Footnote.Platform.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Queue;

/// <summary>POST /ingestion/retry: tries again everything the server has given up in this organisation.</summary>
internal static class RetryDeadJobs
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/ingestion/retry", HandleAsync)
            .RequireAuthorization(IdentityModule.AdministratorPolicy)
            .WithName("RetryDeadJobs")
            .WithSummary("Tries all dead jobs of the organisation again; for administrators.")
            .Produces<Response>(StatusCodes.Status202Accepted);

    private static async Task<IResult> HandleAsync(
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        IngestionSignal signal,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        const string Hold = """
            select d.id from documents d
            where d.tenant_id = @TenantId and d.deleted_at is null and d.status = 'failed'
                and exists (select from ingestion_jobs j where j.document_id = d.id and j.state = 'dead')
                and not exists (select from ingestion_jobs j where j.document_id = d.id and j.state in ('queued', 'running'))
            order by d.id for update
            """;
        var ids = (await connection.QueryAsync<Guid>(
            new CommandDefinition(Hold, new { principal.TenantId }, transaction, cancellationToken: cancellationToken))).AsList();
        const string Reset = """
            update documents set status = 'pending', progress = 0, error_code = null, error_message = null, updated_at = @now
            where id = any(@Ids) and tenant_id = @TenantId;
            update originals o set status = 'pending', error_code = null, error_message = null
            from documents d
            where d.id = o.document_id and d.id = any(@Ids) and o.tenant_id = @TenantId and o.number = d.latest_version
                and o.status = 'failed';
            update ingestion_jobs set state = 'done', updated_at = @now
            where document_id = any(@Ids) and tenant_id = @TenantId and state = 'dead';
            insert into ingestion_jobs (id, tenant_id, document_id, version, state, priority, available_at, created_at, updated_at)
            select gen_random_uuid(), @TenantId, d.id, d.latest_version, 'queued', @Bulk, @now, @now, @now
            from documents d where d.id = any(@Ids) and d.tenant_id = @TenantId;
            """;
        var parameters = new { Ids = ids.ToArray(), principal.TenantId, IngestionPriority.Bulk, now = timeProvider.GetUtcNow() };
        await connection.ExecuteAsync(new CommandDefinition(Reset, parameters, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        signal.Wake();
        return Results.Accepted("/ingestion", new Response(ids.Count));
    }

    internal sealed record Response(int Retried);
}
