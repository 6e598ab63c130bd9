using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Documents;

/// <summary>GET /documents/{id}/text: the whole text that citations point into, with the places where pages begin.</summary>
internal static class GetDocumentText
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/documents/{id:guid}/text", HandleAsync)
            .WithName("GetDocumentText")
            .WithSummary("The text that was read from a document, with its pages.")
            .Produces<Response>();

    private static async Task<IResult> HandleAsync(
        Guid id, Principal principal, ModuleDatabase<KnowledgeSchema> database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var row = await DocumentQueries.FindAsync(connection, principal, id, cancellationToken);
        if (row is null)
        {
            return Error.NotFound("document").Problem();
        }

        var version = await connection.QuerySingleOrDefaultAsync<VersionRow>(new CommandDefinition(
            "select text, page_starts from document_versions where id = @CurrentVersionId and tenant_id = @TenantId",
            new { row.CurrentVersionId, principal.TenantId },
            cancellationToken: cancellationToken));
        return version is null
            ? KnowledgeErrors.NoTextYet().Problem()
            : Results.Ok(new Response(row.Id, row.Title, version.Text, PagesOf(version)));
    }

    private static Page[] PagesOf(VersionRow version) =>
        [.. version.PageStarts.Select((start, i) =>
            new Page(i + 1, start, i + 1 < version.PageStarts.Length ? version.PageStarts[i + 1] : version.Text.Length))];

    internal sealed record Response(Guid Id, string Title, string Text, IReadOnlyList<Page> Pages);

    internal sealed record Page(
        [property: System.Text.Json.Serialization.JsonPropertyName("page")] int Number, int Start, int End);

    private sealed class VersionRow
    {
        public string Text { get; init; } = string.Empty;

        public int[] PageStarts { get; init; } = [];
    }
}
