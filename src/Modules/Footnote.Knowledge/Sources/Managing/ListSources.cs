using Footnote.Identity;
using Footnote.Platform.Errors;
using Footnote.Platform.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>GET /sources: those of the organisation, newest first, each with its last run.</summary>
internal static class ListSources
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sources", HandleAsync)
            .WithName("ListSources")
            .WithSummary("Lists the sources that documents are kept in step with, for administrators.")
            .Produces<PagedList<SourceResponse>>();

    private static async Task<IResult> HandleAsync(
        int? limit, string? after, Principal principal, SourceQueries queries, CancellationToken cancellationToken)
    {
        var page = PageRequest.Create(limit, after);
        if (SourceAccess.Refusal(principal) is { } refusal)
        {
            return refusal.Problem();
        }

        if (!page.IsSuccess)
        {
            return page.Error.Problem();
        }

        var rows = await queries.ReadAsync(principal.TenantId, id: null, page.Value.After, page.Value.Fetch, cancellationToken);
        return Results.Ok(page.Value.ToPage(rows, row => row.Id));
    }
}
