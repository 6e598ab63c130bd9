using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Resumable;

/// <summary>DELETE /uploads/{id}: ends a resumable upload; a document it has become stays.</summary>
internal static class CancelUpload
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/uploads/{id:guid}", HandleAsync)
            .WithName("CancelUpload")
            .WithSummary("Ends a resumable upload and lets go of what has arrived.")
            .Produces(StatusCodes.Status204NoContent);

    private static async Task<IResult> HandleAsync(
        Guid id, HttpContext context, Principal principal, UploadTable table, ModuleDatabase<KnowledgeSchema> database)
    {
        if (TusHeaders.Begin(context) is { } refusal)
        {
            return refusal.Problem();
        }

        var found = await table.FindAsync(principal, id, context.RequestAborted);
        if (!found.IsSuccess)
        {
            return found.Error.Problem();
        }

        await using var connection = await database.OpenAsync(principal.TenantId, context.RequestAborted);
        await using var transaction = await connection.BeginTransactionAsync(context.RequestAborted);
        _ = await table.HoldAsync(transaction, id, context.RequestAborted);
        await table.EndAsync(transaction, id, documentId: null, context.RequestAborted);
        await transaction.CommitAsync(context.RequestAborted);
        return Results.NoContent();
    }
}
