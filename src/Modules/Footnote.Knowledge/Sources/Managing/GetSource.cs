using Footnote.Identity;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>GET /sources/{id}.</summary>
internal static class GetSource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sources/{id:guid}", HandleAsync)
            .WithName("GetSource")
            .WithSummary("A source with its last run, for administrators.")
            .Produces<SourceResponse>();

    private static async Task<IResult> HandleAsync(
        Guid id, Principal principal, SourceQueries queries, CancellationToken cancellationToken)
    {
        if (SourceAccess.Refusal(principal) is { } refusal)
        {
            return refusal.Problem();
        }

        var rows = await queries.ReadAsync(principal.TenantId, id, after: null, fetch: 1, cancellationToken);
        return rows is [var source] ? Results.Ok(source) : Error.NotFound("source").Problem();
    }
}
