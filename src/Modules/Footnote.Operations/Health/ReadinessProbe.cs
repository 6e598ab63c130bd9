using Footnote.Platform.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Operations.Health;

/// <summary>GET /health/ready: whether to send requests here; lists the required parts.</summary>
internal static class ReadinessProbe
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/health/ready", HandleAsync)
        .AllowAnonymous()
        .WithName("Readiness")
        .WithSummary("Tells whether the server may get requests: 200 or 503, with the state of each required part.")
        .Produces<Response>()
        .Produces<Response>(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> HandleAsync(HealthChecks checks, HttpContext http, CancellationToken ct)
    {
        if (!checks.IsReady)
        {
            http.Response.Headers.RetryAfter = "2";
            return Answer("starting", checks.CurrentStep, [], isReady: false);
        }

        var results = await checks.RunAsync(onlyRequired: true, ct);
        var isReady = results.All(check => check.State != HealthState.Unhealthy);
        return Answer(
            isReady ? "ready" : "not_ready", step: null, [.. results.Select(check => new Check(check.Name, check.State))], isReady);
    }

    private static IResult Answer(string status, string? step, Check[] checks, bool isReady) => TypedResults.Json(
        new Response(status, step, checks),
        statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    internal sealed record Response(string Status, string? Step, Check[] Checks);

    internal sealed record Check(string Name, HealthState State);
}
