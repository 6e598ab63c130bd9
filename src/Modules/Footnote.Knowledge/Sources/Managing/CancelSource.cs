using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>POST /sources/{id}/cancel: ends the run that goes on, or takes back one that was asked for. What it brought in stays.</summary>
internal static class CancelSource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/sources/{id:guid}/cancel", HandleAsync)
            .WithName("CancelSource")
            .WithSummary("Ends the run of a source.")
            .Produces(StatusCodes.Status202Accepted);

    private static async Task<IResult> HandleAsync(
        Guid id, Principal principal, ModuleDatabase<KnowledgeSchema> database, CancellationToken cancellationToken)
    {
        const string Sql = """
            update sources set cancel_requested = true, requested = null where id = @id and tenant_id = @TenantId
            """;
        if (SourceAccess.Refusal(principal) is { } refusal)
        {
            return refusal.Problem();
        }

        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            Sql, new { id, principal.TenantId }, cancellationToken: cancellationToken)) == 0
            ? Error.NotFound("source").Problem()
            : Results.Accepted($"/sources/{id:D}/runs");
    }
}
