using Footnote.Identity;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Queue;

/// <summary>POST /ingestion/pause: no further document is begun, those at work are finished; it holds across restarts.</summary>
internal static class PauseIngestion
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/ingestion/pause", HandleAsync)
            .WithName("PauseIngestion")
            .WithSummary("Pauses the organisation's queue, or with scope=server everybody's; for administrators, or the operator.")
            .Produces<QueueState>();

    private static async Task<IResult> HandleAsync(
        string? scope, Principal principal, QueuePause pause, QueueReader reader, CancellationToken cancellationToken)
    {
        var set = await pause.SetAsync(principal, scope, isPaused: true, cancellationToken);
        return set.IsSuccess ? Results.Ok(await reader.ReadAsync(principal, cancellationToken)) : set.Error.Problem();
    }
}
