using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Footnote.Platform.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Documents;

/// <summary>GET /documents: what the caller may read, newest first.</summary>
internal static class ListDocuments
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/documents", HandleAsync)
            .WithName("ListDocuments")
            .WithSummary("Lists the documents the caller may read.")
            .Produces<PagedList<DocumentResponse>>();

    private static async Task<IResult> HandleAsync(
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        [AsParameters] Query query,
        CancellationToken cancellationToken)
    {
        var page = PageRequest.Create(query.Limit, query.After);
        if (!page.IsSuccess)
        {
            return page.Error.Problem();
        }

        if (query.Status is { } status && !DocumentStatus.IsKnown(status))
        {
            return Error.Validation("status", "must be pending, processing, completed, failed or needs_ocr").Problem();
        }

        const string Sql = $"""
            select {DocumentRow.Columns} from documents
            where tenant_id = @TenantId and deleted_at is null and readers && @Keys
                and (@After::uuid is null or id < @After)
                and (@CollectionId::uuid is null or collection_id = @CollectionId)
                and (@Status::text is null or status = @Status)
            order by id desc limit @Fetch
            """;
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var rows = await connection.QueryAsync<DocumentRow>(new CommandDefinition(
            Sql,
            new
            {
                principal.TenantId,
                Keys = principal.AccessKeys.ToArray(),
                page.Value.After,
                query.CollectionId,
                query.Status,
                page.Value.Fetch,
            },
            cancellationToken: cancellationToken));
        return Results.Ok(page.Value.ToPage(rows.AsList(), row => row.Id).Select(row => row.ToResponse()));
    }

    internal sealed class Query
    {
        public int? Limit { get; init; }

        public string? After { get; init; }

        [Microsoft.AspNetCore.Mvc.FromQuery(Name = "collection_id")]
        public Guid? CollectionId { get; init; }

        public string? Status { get; init; }
    }
}
