using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Footnote.Platform.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>GET /sources/{id}/runs: the history, newest first.</summary>
internal static class ListRuns
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sources/{id:guid}/runs", HandleAsync)
            .WithName("ListSourceRuns")
            .WithSummary("The runs of a source with their counts and failures, for administrators.")
            .Produces<PagedList<RunResponse>>();

    private static async Task<IResult> HandleAsync(
        Guid id, int? limit, string? after, Principal principal, ModuleDatabase<KnowledgeSchema> database,
        CancellationToken cancellationToken)
    {
        const string Exists = "select exists (select 1 from sources where id = @id and tenant_id = @TenantId)";
        const string Sql = $"""
            select {RunRow.Columns} from source_runs r
            where r.source_id = @id and r.tenant_id = @TenantId and (@After::uuid is null or r.id < @After)
            order by r.id desc limit @Fetch
            """;
        if (SourceAccess.Refusal(principal) is { } refusal)
        {
            return refusal.Problem();
        }

        var page = PageRequest.Create(limit, after);
        if (!page.IsSuccess)
        {
            return page.Error.Problem();
        }

        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var parameters = new { id, principal.TenantId, page.Value.After, page.Value.Fetch };
        if (!await connection.QuerySingleAsync<bool>(new CommandDefinition(Exists, parameters, cancellationToken: cancellationToken)))
        {
            return Error.NotFound("source").Problem();
        }

        var rows = await connection.QueryAsync<RunRow>(new CommandDefinition(Sql, parameters, cancellationToken: cancellationToken));
        return Results.Ok(page.Value.ToPage([.. rows.Select(row => row.ToResponse())], row => row.Id));
    }
}
