using System.Net;
using Footnote.Platform.Errors;
using Footnote.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Footnote.Operations.Metrics;

/// <summary>GET /metrics: the Prometheus text of this process, for scrapers on this machine and for administrators.</summary>
internal static class GetMetrics
{
    private const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/metrics", Handle)
        .AllowAnonymous()
        .WithName("Metrics")
        .WithSummary("The metrics of this process in the Prometheus text format; from other machines for administrators only.")
        .Produces<string>(StatusCodes.Status200OK, "text/plain")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden);

    private static IResult Handle(HttpContext http, PrometheusMetrics metrics, IOptions<OperationsOptions> options)
    {
        var isLocal = http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        if (isLocal || options.Value.PublicMetrics || http.User.IsInRole("admin"))
        {
            return TypedResults.Text(metrics.Render(), MediaType);
        }

        var error = http.User.Identity?.IsAuthenticated is true
            ? OperationsErrors.MetricsForbidden()
            : Error.Unauthenticated();
        return error.Problem();
    }
}
