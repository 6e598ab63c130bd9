using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Operations.Diagnosis;

/// <summary>GET /doctor checks the stored data; POST /doctor/repair mends what may be mended. For administrators.</summary>
internal static class RunDiagnosis
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/doctor", (DataDiagnosis diagnosis, CancellationToken ct) => HandleAsync(diagnosis, repair: false, ct))
            .RequireAuthorization(OperationsModule.AdministratorPolicy)
            .WithName("Diagnose")
            .WithSummary("Proves that the stored data belong together.")
            .Produces<DiagnosticReport>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        routes.MapPost("/doctor/repair", (DataDiagnosis diagnosis, CancellationToken ct) => HandleAsync(diagnosis, repair: true, ct))
            .RequireAuthorization(OperationsModule.AdministratorPolicy)
            .WithName("Repair")
            .WithSummary("Proves that the stored data belong together, and mends what may be mended.")
            .Produces<DiagnosticReport>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> HandleAsync(DataDiagnosis diagnosis, bool repair, CancellationToken ct) =>
        TypedResults.Ok(await diagnosis.RunAsync(repair, ct));
}
