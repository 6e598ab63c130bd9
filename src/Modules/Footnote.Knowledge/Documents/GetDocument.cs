using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Documents;

/// <summary>GET /documents/{id}: state, progress and facts of one document.</summary>
internal static class GetDocument
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/documents/{id:guid}", HandleAsync)
            .WithName("GetDocument")
            .WithSummary("Describes a document and how far it has been read.")
            .Produces<DocumentResponse>();

    private static async Task<IResult> HandleAsync(
        Guid id, HttpContext context, Principal principal, ModuleDatabase<KnowledgeSchema> database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var row = await DocumentQueries.FindAsync(connection, principal, id, cancellationToken);
        if (row is null)
        {
            return Error.NotFound("document").Problem();
        }

        EntityTag.Write(context, row.Revision);
        return Results.Ok(row.ToResponse());
    }
}
