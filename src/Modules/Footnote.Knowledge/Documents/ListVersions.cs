using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Footnote.Platform.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Documents;

/// <summary>GET /documents/{id}/versions: the newest first; at most the kept ones, those that wait and the one that answers.</summary>
internal static class ListVersions
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/documents/{id:guid}/versions", HandleAsync)
            .WithName("ListVersions")
            .WithSummary("Lists the versions of a document that are kept.")
            .Produces<PagedList<DocumentVersion>>();

    private static async Task<IResult> HandleAsync(
        Guid id, Principal principal, ModuleDatabase<KnowledgeSchema> database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var document = await DocumentQueries.FindAsync(connection, principal, id, cancellationToken);
        if (document is null)
        {
            return Error.NotFound("document").Problem();
        }

        const string Sql = """
            select o.number, o.status, o.file_name, o.media_type, o.size_bytes, encode(o.content_hash, 'hex') as sha256, o.error_code,
                o.error_message, o.created_by, o.created_at, o.published_at
            from originals o
            where o.document_id = @id and o.tenant_id = @TenantId order by o.number desc
            """;
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            Sql, new { id, principal.TenantId }, cancellationToken: cancellationToken));
        var versions = rows.Select(row => row.ToVersion(document)).ToArray();
        return Results.Ok(new PagedList<DocumentVersion>(versions, HasMore: false, Next: null));
    }

    /// <summary>A version on the wire.</summary>
    internal sealed record DocumentVersion
    {
        public required int Number { get; init; }

        /// <summary>pending, published, superseded or failed.</summary>
        public required string Status { get; init; }

        /// <summary>Whether searches and answers use it.</summary>
        public required bool Answers { get; init; }

        public required string? FileName { get; init; }

        public required string MediaType { get; init; }

        public required long SizeBytes { get; init; }

        public required string Sha256 { get; init; }

        public required DocumentFault? Error { get; init; }

        public required Guid CreatedBy { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }

        public required DateTimeOffset? PublishedAt { get; init; }
    }

    private sealed class Row
    {
        public int Number { get; init; }

        public string Status { get; init; } = string.Empty;

        public string? FileName { get; init; }

        public string MediaType { get; init; } = string.Empty;

        public long SizeBytes { get; init; }

        public string Sha256 { get; init; } = string.Empty;

        public string? ErrorCode { get; init; }

        public string? ErrorMessage { get; init; }

        public Guid CreatedBy { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? PublishedAt { get; init; }

        public DocumentVersion ToVersion(DocumentRow document) => new()
        {
            Number = Number,
            Status = Status,
            Answers = document.CurrentVersionId is not null && document.Version == Number,
            FileName = FileName,
            MediaType = MediaType,
            SizeBytes = SizeBytes,
            Sha256 = Sha256,
            Error = ErrorCode is null ? null : new DocumentFault(ErrorCode, ErrorMessage ?? string.Empty),
            CreatedBy = CreatedBy,
            CreatedAt = CreatedAt,
            PublishedAt = PublishedAt,
        };
    }
}
