using Footnote.Platform.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Operations.Health;

/// <summary>GET /health/detailed: every part with its numbers, for administrators.</summary>
internal static class DetailedHealth
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/health/detailed", HandleAsync)
        .RequireAuthorization(OperationsModule.AdministratorPolicy)
        .WithName("DetailedHealth")
        .WithSummary("Describes the state of every part of the server.")
        .Produces<Response>()
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<IResult> HandleAsync(HealthChecks checks, TimeProvider time, CancellationToken ct)
    {
        var results = await checks.RunAsync(onlyRequired: false, ct);
        var worst = results.Select(check => check.Required || check.State == HealthState.Healthy ? check.State : HealthState.Degraded)
            .DefaultIfEmpty(HealthState.Healthy)
            .Max();
        return TypedResults.Ok(new Response(worst, ProductVersion.Text, time.GetUtcNow(), checks.CurrentStep, results));
    }

    internal sealed record Response(
        HealthState Status,
        string Version,
        DateTimeOffset Timestamp,
        string Step,
        IReadOnlyList<HealthCheck> Checks);
}
