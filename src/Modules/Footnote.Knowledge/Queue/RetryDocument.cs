using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Ingestion;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Queue;

/// <summary>POST /documents/{id}/retry: reads a document again that has failed; by its owner or an administrator.</summary>
internal static class RetryDocument
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/documents/{id:guid}/retry", HandleAsync)
            .WithName("RetryDocument")
            .WithSummary("Reads a document again that has failed or needs text recognition.")
            .Produces<Response>(StatusCodes.Status202Accepted);

    private static async Task<IResult> HandleAsync(
        Guid id,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        IngestionSignal signal,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        const string Find = """
            select owner_id, status, latest_version, readers && @Keys as is_readable from documents
            where id = @id and tenant_id = @TenantId and deleted_at is null for update
            """;
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            Find,
            new { id, principal.TenantId, Keys = principal.AccessKeys.ToArray() },
            transaction,
            cancellationToken: cancellationToken));
        var isManager = row is not null && (principal.IsAdministrator || row.OwnerId == principal.UserId);
        if (row is null || !(row.IsReadable || isManager))
        {
            return Error.NotFound("document").Problem();
        }

        if (!isManager)
        {
            return Error.Forbidden("Only the owner of a document or an administrator may have it read again.").Problem();
        }

        if (row.Status is not (DocumentStatus.Failed or DocumentStatus.NeedsOcr))
        {
            return KnowledgeErrors.NotFailed(row.Status).Problem();
        }

        var now = timeProvider.GetUtcNow();
        const string Reset = """
            update documents set status = 'pending', progress = 0, error_code = null, error_message = null, updated_at = @now
            where id = @id and tenant_id = @TenantId;
            update originals set status = 'pending', error_code = null, error_message = null
            where document_id = @id and tenant_id = @TenantId and number = @LatestVersion and status = 'failed';
            update ingestion_jobs set state = 'done', updated_at = @now
            where document_id = @id and tenant_id = @TenantId and state = 'dead';
            """;
        await connection.ExecuteAsync(new CommandDefinition(
            Reset, new { id, principal.TenantId, now, row.LatestVersion }, transaction, cancellationToken: cancellationToken));
        await IngestionQueue.EnqueueAsync(transaction, principal.TenantId, id, row.LatestVersion, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Wake();
        var url = $"/documents/{id:D}";
        return Results.Accepted(url, new Response(id, DocumentStatus.Pending, url));
    }

    internal sealed record Response(Guid Id, string Status, string StatusUrl);

    private sealed class Row
    {
        public Guid OwnerId { get; init; }

        public string Status { get; init; } = string.Empty;

        public int LatestVersion { get; init; }

        public bool IsReadable { get; init; }
    }
}
