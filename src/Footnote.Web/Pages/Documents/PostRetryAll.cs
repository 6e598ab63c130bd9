using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Documents;

/// <summary>POST /app/ingestion/retry.</summary>
internal static class PostRetryAll
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/app/ingestion/retry", HandleAsync);

    private static async Task<IResult> HandleAsync(ServerApi api, HttpContext context, CancellationToken cancellationToken)
    {
        var token = await context.Request.ReadCsrfTokenAsync(cancellationToken);
        await api.ConnectAs(context, token).Ingestion.RetryDeadAsync(cancellationToken);
        return SeeOther.To($"{GetDocuments.Path}?notice=all-retried");
    }
}
