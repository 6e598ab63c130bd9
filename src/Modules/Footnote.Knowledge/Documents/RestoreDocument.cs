using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Footnote.Knowledge.Documents;

/// <summary>
/// POST /documents/{id}/restore: brings a deleted document back while it is kept, with its versions, metadata and readers. One that was
/// deleted with its collection comes back without a collection; one that was not read when it was deleted is read now.
/// </summary>
internal static class RestoreDocument
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/documents/{id:guid}/restore", HandleAsync)
            .WithName("RestoreDocument")
            .WithSummary("Brings a deleted document back.")
            .Produces<Response>();

    private static async Task<IResult> HandleAsync(
        Guid id,
        HttpContext context,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        DeletedDocuments deleted,
        CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var restored = await deleted.RestoreAsync(transaction, principal, id, cancellationToken);
            if (!restored.IsSuccess)
            {
                return restored.Error.Problem();
            }

            await transaction.CommitAsync(cancellationToken);
            deleted.Wake();
            EntityTag.Write(context, restored.Value.Revision);
            return Results.Ok(new Response(id, restored.Value.Status, restored.Value.Position, $"/documents/{id:D}"));
        }
        catch (PostgresException fault) when (fault is
        { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "documents_of_source" })
        {
            return Error.Conflict("Its source has brought the document again meanwhile; delete that one first.").Problem();
        }
    }

    internal sealed record Response(Guid Id, string Status, long Position, string StatusUrl);
}
