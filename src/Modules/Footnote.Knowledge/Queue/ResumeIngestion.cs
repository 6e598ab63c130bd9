using Footnote.Identity;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Queue;

/// <summary>POST /ingestion/resume: ends a pause.</summary>
internal static class ResumeIngestion
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/ingestion/resume", HandleAsync)
            .WithName("ResumeIngestion")
            .WithSummary("Ends a pause of the organisation's queue, or with scope=server everybody's; for administrators, or the operator.")
            .Produces<QueueState>();

    private static async Task<IResult> HandleAsync(
        string? scope, Principal principal, QueuePause pause, QueueReader reader, CancellationToken cancellationToken)
    {
        var set = await pause.SetAsync(principal, scope, isPaused: false, cancellationToken);
        return set.IsSuccess ? Results.Ok(await reader.ReadAsync(principal, cancellationToken)) : set.Error.Problem();
    }
}
