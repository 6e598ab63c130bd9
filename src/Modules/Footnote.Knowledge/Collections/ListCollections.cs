using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Footnote.Platform.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Collections;

/// <summary>GET /collections: those of the caller's tenant, newest first.</summary>
internal static class ListCollections
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/collections", HandleAsync)
            .WithName("ListCollections")
            .WithSummary("Lists the collections of the organisation.")
            .Produces<PagedList<CollectionResponse>>();

    private static async Task<IResult> HandleAsync(
        int? limit,
        string? after,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        IOptions<KnowledgeOptions> options,
        CancellationToken cancellationToken)
    {
        var page = PageRequest.Create(limit, after);
        if (!page.IsSuccess)
        {
            return page.Error.Problem();
        }

        const string Sql = $"""
            select {CollectionRow.Columns} from collections c
            where c.tenant_id = @TenantId and (@After::uuid is null or c.id < @After)
            order by c.id desc limit @Fetch
            """;
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var rows = await connection.QueryAsync<CollectionRow>(new CommandDefinition(
            Sql,
            new
            {
                principal.TenantId,
                Keys = principal.AccessKeys.ToArray(),
                DefaultKey = ChunkingSettings.Default(options.Value).Key,
                page.Value.After,
                page.Value.Fetch,
            },
            cancellationToken: cancellationToken));
        return Results.Ok(page.Value.ToPage(rows.AsList(), row => row.Id).Select(row => row.ToResponse(options.Value)));
    }
}
