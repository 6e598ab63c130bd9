using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Documents;

/// <summary>
/// DELETE /documents/{id}: by its owner or an administrator, who needs no right to read it. From the commit on nothing is answered from it:
/// every query for text asks for documents that are not deleted.
/// </summary>
internal static class DeleteDocument
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/documents/{id:guid}", HandleAsync)
            .WithName("DeleteDocument")
            .WithSummary("Deletes a document; the next search no longer finds it.")
            .Produces<Response>();

    private static async Task<IResult> HandleAsync(
        Guid id,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        const string Sql = """
            select owner_id, readers && @Keys as is_readable from documents
            where id = @id and tenant_id = @TenantId and deleted_at is null for update
            """;
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            Sql, new { id, principal.TenantId, Keys = principal.AccessKeys.ToArray() }, transaction, cancellationToken: cancellationToken));
        if (row is null || !(row.IsReadable || principal.IsAdministrator || row.OwnerId == principal.UserId))
        {
            return Error.NotFound("document").Problem();
        }

        if (row.OwnerId != principal.UserId && !principal.IsAdministrator)
        {
            return Error.Forbidden("Only the owner of a document or an administrator may delete it.").Problem();
        }

        var position = await DocumentRemoval.RemoveAsync(transaction, principal.TenantId, [id], timeProvider.GetUtcNow(),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Results.Ok(new Response(id, position));
    }

    internal sealed record Response(Guid Id, long Position);

    private sealed class Row
    {
        public Guid OwnerId { get; init; }

        public bool IsReadable { get; init; }
    }
}
