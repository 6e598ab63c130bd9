using Footnote.Identity;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Queue;

/// <summary>
/// GET /ingestion/events: server-sent events about the documents the caller may read. Each connection begins with a snapshot of the
/// present, so that one that was cut has missed nothing.
/// </summary>
internal static class FollowIngestion
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/ingestion/events", HandleAsync)
            .WithName("FollowIngestion")
            .WithSummary("Streams the progress of documents: a snapshot, then queue, document and removed events.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");

    private static async Task<IResult> HandleAsync(
        HttpContext context, Principal principal, ProgressStreams streams, CancellationToken cancellationToken)
    {
        using var place = streams.TryOpen();
        if (place is null)
        {
            return KnowledgeErrors.TooManyStreams().Problem();
        }

        await streams.RunAsync(context, principal, cancellationToken);
        return Results.Empty;
    }
}
