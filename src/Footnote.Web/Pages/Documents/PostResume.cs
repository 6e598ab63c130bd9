using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Documents;

/// <summary>POST /app/ingestion/resume.</summary>
internal static class PostResume
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/app/ingestion/resume", HandleAsync);

    private static async Task<IResult> HandleAsync(ServerApi api, HttpContext context, CancellationToken cancellationToken)
    {
        var token = await context.Request.ReadCsrfTokenAsync(cancellationToken);
        await api.ConnectAs(context, token).Ingestion.ResumeAsync(cancellationToken);
        return SeeOther.To($"{GetDocuments.Path}?notice=resumed");
    }
}
