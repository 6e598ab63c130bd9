using Footnote.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Queue;

/// <summary>GET /ingestion: how much there is to do and how long it takes.</summary>
internal static class GetIngestion
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/ingestion", HandleAsync)
            .WithName("GetIngestion")
            .WithSummary("Counts the documents on their way, with speed and expected time.")
            .Produces<QueueState>();

    private static async Task<IResult> HandleAsync(Principal principal, QueueReader reader, CancellationToken cancellationToken) =>
        Results.Ok(await reader.ReadAsync(principal, cancellationToken));
}
