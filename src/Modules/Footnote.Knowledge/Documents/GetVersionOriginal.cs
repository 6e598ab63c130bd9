using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Storage;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Documents;

/// <summary>
/// GET /documents/{id}/versions/{number}/original. What a document once said may have been removed from it on purpose: versions that do
/// not answer are for its owner, and for an administrator who may read it.
/// </summary>
internal static class GetVersionOriginal
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/documents/{id:guid}/versions/{number:int}/original", HandleAsync)
            .WithName("GetVersionOriginal")
            .WithSummary("The file of one version as it was uploaded.")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");

    private static async Task<IResult> HandleAsync(
        Guid id,
        int number,
        HttpContext context,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        IObjectStore store,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var document = await DocumentQueries.FindAsync(connection, principal, id, cancellationToken);
        if (document is null)
        {
            return Error.NotFound("document").Problem();
        }

        var answers = document.CurrentVersionId is not null && document.Version == number;
        if (!answers && document.OwnerId != principal.UserId && !principal.IsAdministrator)
        {
            return Error.Forbidden("Versions that do not answer are for the owner of the document and for administrators.").Problem();
        }

        const string Sql = """
            select file_name, media_type, object_key from originals
            where document_id = @id and number = @number and tenant_id = @TenantId
            """;
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            Sql, new { id, number, principal.TenantId }, cancellationToken: cancellationToken));
        if (row is null || await store.OpenReadAsync(row.ObjectKey, cancellationToken) is not { } stream)
        {
            return Error.NotFound("version of this document").Problem();
        }

        return OriginalDownload.Send(context, stream, row.MediaType, row.FileName);
    }

    private sealed class Row
    {
        public string? FileName { get; init; }

        public string MediaType { get; init; } = string.Empty;

        public string ObjectKey { get; init; } = string.Empty;
    }
}
