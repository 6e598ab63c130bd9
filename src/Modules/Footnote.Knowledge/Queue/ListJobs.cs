using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Documents;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Footnote.Platform.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Queue;

/// <summary>
/// GET /ingestion/jobs: jobs of one state, newest first. Administrators see every job of the organisation, but title and message only of
/// documents they may read.
/// </summary>
internal static class ListJobs
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/ingestion/jobs", HandleAsync)
            .WithName("ListIngestionJobs")
            .WithSummary("Lists jobs; state=dead are those the server has given up, with the reason.")
            .Produces<PagedList<JobResponse>>();

    private static async Task<IResult> HandleAsync(
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        string? state,
        int? limit,
        string? after,
        CancellationToken cancellationToken)
    {
        var page = PageRequest.Create(limit, after);
        if (!page.IsSuccess)
        {
            return page.Error.Problem();
        }

        if (state is not (null or "queued" or "running" or "dead"))
        {
            return Error.Validation("state", "must be queued, running or dead").Problem();
        }

        const string Sql = """
            select j.id, j.document_id, j.state, j.priority, j.attempts, j.created_at, j.available_at, j.updated_at,
                d.readers && @Keys as is_readable, d.title, d.error_code, d.error_message
            from ingestion_jobs j join documents d on d.id = j.document_id
            where j.tenant_id = @TenantId and d.tenant_id = @TenantId and d.deleted_at is null
                and (j.state = @state or (@state::text is null and j.state in ('queued', 'running', 'dead')))
                and (@IsAdministrator or d.readers && @Keys)
                and (@After::uuid is null or j.id < @After)
            order by j.id desc limit @Fetch
            """;
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            Sql,
            new
            {
                principal.TenantId,
                principal.IsAdministrator,
                Keys = principal.AccessKeys.ToArray(),
                state,
                page.Value.After,
                page.Value.Fetch,
            },
            cancellationToken: cancellationToken));
        return Results.Ok(page.Value.ToPage(rows.AsList(), row => row.Id).Select(row => row.ToResponse()));
    }

    /// <summary>A job on the wire.</summary>
    internal sealed record JobResponse
    {
        public required Guid Id { get; init; }

        public required Guid DocumentId { get; init; }

        /// <summary>Null when the caller may not read the document.</summary>
        public required string? Title { get; init; }

        /// <summary>queued, running or dead.</summary>
        public required string State { get; init; }

        /// <summary>0 for uploads somebody waits for, 10 for bulk work, 20 for background work.</summary>
        public required int Priority { get; init; }

        public required int Attempts { get; init; }

        public required DocumentFault? Error { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }

        /// <summary>Not tried before this time.</summary>
        public required DateTimeOffset AvailableAt { get; init; }

        public required DateTimeOffset UpdatedAt { get; init; }
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public Guid DocumentId { get; init; }

        public string State { get; init; } = string.Empty;

        public int Priority { get; init; }

        public int Attempts { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset AvailableAt { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public bool IsReadable { get; init; }

        public string Title { get; init; } = string.Empty;

        public string? ErrorCode { get; init; }

        public string? ErrorMessage { get; init; }

        public JobResponse ToResponse() => new()
        {
            Id = Id,
            DocumentId = DocumentId,
            Title = IsReadable ? Title : null,
            State = State,
            Priority = Priority,
            Attempts = Attempts,
            Error = ErrorCode is null ? null : new DocumentFault(ErrorCode, IsReadable ? ErrorMessage ?? string.Empty : string.Empty),
            CreatedAt = CreatedAt,
            AvailableAt = AvailableAt,
            UpdatedAt = UpdatedAt,
        };
    }
}
