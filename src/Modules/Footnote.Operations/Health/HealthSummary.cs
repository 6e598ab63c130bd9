using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Operations.Health;

/// <summary>GET /health: the state in one word.</summary>
internal static class HealthSummary
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/health", Handle)
        .AllowAnonymous()
        .WithName("Health")
        .WithSummary("Tells whether the server runs, and its version.")
        .Produces<Response>();

    private static IResult Handle(HealthChecks checks, TimeProvider time) =>
        TypedResults.Ok(new Response(checks.IsReady ? "healthy" : "starting", ProductVersion.Text, time.GetUtcNow()));

    internal sealed record Response(string Status, string Version, DateTimeOffset Timestamp);
}
