using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Documents;

/// <summary>POST /app/documents/{id}/restore.</summary>
internal static class PostRestoreDocument
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/app/documents/{id:guid}/restore", HandleAsync);

    private static async Task<IResult> HandleAsync(Guid id, ServerApi api, HttpContext context, CancellationToken cancellationToken)
    {
        var token = await context.Request.ReadCsrfTokenAsync(cancellationToken);
        await api.ConnectAs(context, token).Documents.RestoreAsync(id, cancellationToken);
        return SeeOther.To($"{GetDocuments.Path}?notice=restored");
    }
}
