using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Sources;

/// <summary>POST /app/sources/{id}/run: runs a source now; the button of a suspicious run asks for force.</summary>
internal static class PostRunSource
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/app/sources/{id:guid}/run", HandleAsync);

    private static async Task<IResult> HandleAsync(
        Guid id, bool? force, ServerApi api, HttpContext context, CancellationToken cancellationToken)
    {
        var token = await context.Request.ReadCsrfTokenAsync(cancellationToken);
        await api.ConnectAs(context, token).Sources.RunAsync(id, force ?? false, cancellationToken);
        return SeeOther.To($"{GetSources.Path}?notice=started");
    }
}
