using Footnote.Identity;
using Footnote.Knowledge.Indexing;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Embedding;

/// <summary>GET /reindex: the model in use and how far the change of it is.</summary>
internal static class GetReindex
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/reindex", HandleAsync)
            .WithName("GetReindex")
            .WithSummary("Says which embedding model is searched and how far a change of it is; for administrators.")
            .Produces<ReindexResponse>();

    private static async Task<IResult> HandleAsync(
        Principal principal, Reindexes reindexes, IndexHost host, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (!principal.IsAdministrator)
        {
            return KnowledgeErrors.OnlyAdministrators("see this").Problem();
        }

        var latest = await reindexes.LatestAsync(cancellationToken);
        var active = await reindexes.ActiveAsync(cancellationToken);
        return Results.Ok(ReindexResponse.From(active, host.ModelId, latest, timeProvider.GetUtcNow()));
    }
}
