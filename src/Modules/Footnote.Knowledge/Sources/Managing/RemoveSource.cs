using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Sources.Running;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>DELETE /sources/{id}?documents=keep|delete: a run that goes on ends by itself. Documents stay unless they are asked to
/// go.</summary>
internal static class RemoveSource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/sources/{id:guid}", HandleAsync)
            .WithName("DeleteSource")
            .WithSummary("Removes a source, and its documents with documents=delete.")
            .Produces<Removed>();

    private static async Task<IResult> HandleAsync(
        Guid id,
        string? documents,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        SourceConnectors connectors,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        const string Documents = """
            select id from documents where tenant_id = @TenantId and source_id = @id and deleted_at is null order by id for update
            """;
        if (SourceAccess.Refusal(principal) is { } refusal)
        {
            return refusal.Problem();
        }

        if (documents is not (null or "keep" or "delete"))
        {
            return Error.Validation("documents", "must be keep or delete").Problem();
        }

        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ExecuteAsync(new CommandDefinition(
            "delete from sources where id = @id and tenant_id = @TenantId", new { id, principal.TenantId }, transaction,
            cancellationToken: cancellationToken)) == 0)
        {
            return Error.NotFound("source").Problem();
        }

        Guid[] gone = [];
        long? position = null;
        if (documents == "delete")
        {
            gone = [.. await connection.QueryAsync<Guid>(new CommandDefinition(
                Documents, new { id, principal.TenantId }, transaction, cancellationToken: cancellationToken))];
            position = gone.Length == 0 ? null
                : await DocumentRemoval.RemoveAsync(transaction, principal.TenantId, gone, timeProvider.GetUtcNow(), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        connectors.Forget(id);
        return Results.Ok(new Removed(gone.Length, position));
    }

    /// <summary>What a removal did.</summary>
    internal sealed record Removed(int DocumentsDeleted, long? Position);
}
