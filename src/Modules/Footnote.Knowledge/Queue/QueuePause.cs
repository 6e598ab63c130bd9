using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Ingestion;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Queue;

/// <summary>The pauses: one for each organisation, by its administrators, and one for the whole server, by the operator.</summary>
internal sealed class QueuePause(ModuleDatabase<KnowledgeSchema> database, IngestionSignal signal, TimeProvider timeProvider)
{
    public async Task<Result<Unit>> SetAsync(Principal principal, string? scope, bool isPaused, CancellationToken cancellationToken)
    {
        if (scope is not (null or "tenant" or "server"))
        {
            return Error.Validation("scope", "must be tenant or server");
        }

        var isServer = scope == "server";
        if (isServer && !principal.Roles.Contains(Principal.OperatorRole))
        {
            return Error.Forbidden("Only the operator may pause or resume the whole server.");
        }

        if (!isServer && !principal.IsAdministrator)
        {
            return Error.Forbidden("Only an administrator may pause or resume the queue.");
        }

        const string Tenant = """
            insert into ingestion_tenants as t (tenant_id, paused_at) values (@TenantId, @at)
            on conflict (tenant_id) do update set paused_at = case when @at::timestamptz is null then null
                else coalesce(t.paused_at, excluded.paused_at) end
            """;
        const string Server = """
            update ingestion_control set paused_at = case when @at::timestamptz is null then null else coalesce(paused_at, @at) end
            """;
        DateTimeOffset? at = isPaused ? timeProvider.GetUtcNow() : null;
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            isServer ? Server : Tenant, new { principal.TenantId, at }, cancellationToken: cancellationToken));
        signal.Wake();
        return default(Unit);
    }
}
