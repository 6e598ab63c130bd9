using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Collections;

/// <summary>GET /collections/{id}: also how far a change of its chunking has come.</summary>
internal static class GetCollection
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/collections/{id:guid}", HandleAsync)
            .WithName("GetCollection")
            .WithSummary("Describes a collection.")
            .Produces<CollectionResponse>();

    private static async Task<IResult> HandleAsync(
        Guid id,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        IOptions<KnowledgeOptions> options,
        CancellationToken cancellationToken)
    {
        const string Sql = $"select {CollectionRow.Columns} from collections c where c.id = @id and c.tenant_id = @TenantId";
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<CollectionRow>(new CommandDefinition(
            Sql,
            new { id, principal.TenantId, Keys = principal.AccessKeys.ToArray(), DefaultKey = ChunkingSettings.Default(options.Value).Key },
            cancellationToken: cancellationToken));
        return row is null ? Error.NotFound("collection").Problem() : Results.Ok(row.ToResponse(options.Value));
    }
}
