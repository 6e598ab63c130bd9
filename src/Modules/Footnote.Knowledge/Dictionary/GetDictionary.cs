using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Dictionary;

/// <summary>GET /dictionary: the organisation's acronyms and synonyms, for administrators.</summary>
internal static class GetDictionary
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/dictionary", HandleAsync)
            .WithName("GetDictionary")
            .WithSummary("Shows the organisation's acronyms and synonyms.")
            .Produces<DictionaryResponse>();

    private static async Task<IResult> HandleAsync(
        Principal principal, ModuleDatabase<KnowledgeSchema> database, CancellationToken cancellationToken)
    {
        if (!principal.IsAdministrator)
        {
            return Error.Forbidden("Only an administrator may see the dictionary.").Problem();
        }

        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<DictionaryRow>(new CommandDefinition(
            "select groups::text as groups, version, updated_at from dictionaries where tenant_id = @TenantId",
            new { principal.TenantId },
            cancellationToken: cancellationToken));
        return Results.Ok(row is null ? new DictionaryResponse([], null) : new DictionaryResponse(row.ReadGroups(), row.UpdatedAt));
    }
}
