using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Documents;

/// <summary>POST /app/collections/{id}/remove: deletes a collection with its documents; the page offers it for the samples.</summary>
internal static class PostRemoveSamples
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/app/collections/{id:guid}/remove", HandleAsync);

    private static async Task<IResult> HandleAsync(Guid id, ServerApi api, HttpContext context, CancellationToken cancellationToken)
    {
        var token = await context.Request.ReadCsrfTokenAsync(cancellationToken);
        await api.ConnectAs(context, token).Collections.DeleteAsync(id, cancellationToken);
        return SeeOther.To($"{GetDocuments.Path}?notice=samples-removed");
    }
}
