using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Reading;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Documents;

/// <summary>GET /documents/{id}/report: how well the document could be read.</summary>
internal static class GetDocumentReport
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/documents/{id:guid}/report", HandleAsync)
            .WithName("GetDocumentReport")
            .WithSummary("How well a document could be read: pages, empty and recognised pages, tables, language, warnings.")
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

        if (row.Status is DocumentStatus.Pending or DocumentStatus.Processing)
        {
            return KnowledgeErrors.NoReportYet().Problem();
        }

        var json = await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            "select report::text from originals where document_id = @id and number = @LatestVersion and tenant_id = @TenantId",
            new { id, row.LatestVersion, principal.TenantId },
            cancellationToken: cancellationToken));
        var error = row.ErrorCode is null ? null : new DocumentFault(row.ErrorCode, row.ErrorMessage ?? string.Empty);
        return Results.Ok(new Response(row.Id, row.Status, error, ReportJson.Read(json)));
    }

    /// <summary>The latest reading.</summary>
    /// <param name="Id">The document.</param>
    /// <param name="Status">completed, failed or needs_ocr.</param>
    /// <param name="Error">Why there is no text.</param>
    /// <param name="Report">Null for documents that were read before there were reports, and for those the server gave up.</param>
    internal sealed record Response(Guid Id, string Status, DocumentFault? Error, ReadingReport? Report);
}
