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
        HttpContext context,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        var condition = EntityTag.Read(context);
        if (!condition.IsSuccess)
        {
            return condition.Error.Problem();
        }

        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var document = await ManagedDocument.LockAsync(transaction, principal, id, condition.Value, cancellationToken);
        if (!document.IsSuccess)
        {
            return document.Error.Problem();
        }

        var position = await DocumentRemoval.RemoveAsync(transaction, principal.TenantId, [id], timeProvider.GetUtcNow(),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Results.Ok(new Response(id, position));
    }

    internal sealed record Response(Guid Id, long Position);
}
