using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Operations.Health;

/// <summary>GET /health/live: the process answers; restart it when this fails.</summary>
internal static class Liveness
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/health/live", Handle)
        .AllowAnonymous()
        .WithName("Liveness")
        .WithSummary("Answers as long as the process does.")
        .Produces<Response>();

    private static IResult Handle() => TypedResults.Ok(new Response("alive"));

    internal sealed record Response(string Status);
}
