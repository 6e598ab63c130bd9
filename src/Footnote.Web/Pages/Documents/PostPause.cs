using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Documents;

/// <summary>POST /app/ingestion/pause.</summary>
internal static class PostPause
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/app/ingestion/pause", HandleAsync);

    private static async Task<IResult> HandleAsync(ServerApi api, HttpContext context, CancellationToken cancellationToken)
    {
        var token = await context.Request.ReadCsrfTokenAsync(cancellationToken);
        await api.ConnectAs(context, token).Ingestion.PauseAsync(cancellationToken);
        return SeeOther.To($"{GetDocuments.Path}?notice=paused");
    }
}
