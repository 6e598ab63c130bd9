using Footnote.Identity;
using Footnote.Knowledge.Storage;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Documents;

/// <summary>GET /documents/{id}/original: the uploaded file.</summary>
internal static class GetOriginal
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/documents/{id:guid}/original", HandleAsync)
            .WithName("GetOriginal")
            .WithSummary("The file as it was uploaded.")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");

    private static async Task<IResult> HandleAsync(
        Guid id,
        HttpContext context,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        IObjectStore store,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var row = await DocumentQueries.FindAsync(connection, principal, id, cancellationToken);
        if (row is null || await store.OpenReadAsync(row.ObjectKey, cancellationToken) is not { } stream)
        {
            return Error.NotFound("document").Problem();
        }

        return OriginalDownload.Send(context, stream, row.MediaType, row.FileName);
    }
}
