using Footnote.Identity;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Embedding;

/// <summary>DELETE /reindex: ends the change of the embedding model that runs; the present model stays.</summary>
internal static class CancelReindex
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/reindex", HandleAsync)
            .WithName("CancelReindex")
            .WithSummary("Cancels the change of the embedding model; for administrators.")
            .Produces(StatusCodes.Status204NoContent);

    private static async Task<IResult> HandleAsync(Principal principal, Reindexes reindexes, CancellationToken cancellationToken)
    {
        if (!principal.IsAdministrator)
        {
            return KnowledgeErrors.OnlyAdministrators("cancel this").Problem();
        }

        return await reindexes.EndAsync(ReindexRow.Cancelled, error: null, cancellationToken)
            ? Results.NoContent()
            : KnowledgeErrors.NoReindex().Problem();
    }
}
