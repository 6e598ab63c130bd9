using Dapper;
using Footnote.Identity;
using Footnote.Platform.Errors;
using Npgsql;

namespace Footnote.Knowledge.Documents;

/// <summary>A document whose row is locked for a change by its owner or by an administrator, who needs no right to read it.</summary>
internal sealed class ManagedDocument
{
    public const string Columns = """
        id, tenant_id, owner_id, title, collection_id, readers, revision, version, latest_version, current_version_id, status, position,
        source, source_id, category, tags, document_date, custom::text as custom, deleted_at
        """;

    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public Guid OwnerId { get; init; }

    public string Title { get; init; } = string.Empty;

    public Guid? CollectionId { get; init; }

    public string[] Readers { get; init; } = [];

    public int Revision { get; init; }

    public int Version { get; init; }

    public int LatestVersion { get; init; }

    public Guid? CurrentVersionId { get; init; }

    public string Status { get; init; } = string.Empty;

    public long Position { get; init; }

    public string Source { get; init; } = string.Empty;

    public Guid? SourceId { get; init; }

    public string? Category { get; init; }

    public string[] Tags { get; init; } = [];

    public DateOnly? DocumentDate { get; init; }

    public string Custom { get; init; } = "{}";

    public DateTimeOffset? DeletedAt { get; init; }

    public DocumentOwner Owner => new(TenantId, OwnerId);

    /// <summary>
    /// Locks a document that is not deleted. Whoever may neither read nor manage it hears that there is none; who may only read it is
    /// refused; a condition that does not hold is 412.
    /// </summary>
    public static async Task<Result<ManagedDocument>> LockAsync(
        NpgsqlTransaction transaction, Principal principal, Guid id, EditCondition condition, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            select {Columns} from documents where id = @id and tenant_id = @TenantId and deleted_at is null for update
            """;
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        var row = await connection.QuerySingleOrDefaultAsync<ManagedDocument>(new CommandDefinition(
            Sql, new { id, principal.TenantId }, transaction, cancellationToken: cancellationToken));
        if (row is null || !(row.IsManagedBy(principal) || row.IsReadableBy(principal)))
        {
            return Error.NotFound("document");
        }

        if (!row.IsManagedBy(principal))
        {
            return Error.Forbidden("Only the owner of a document or an administrator may change or delete it.");
        }

        return condition.Allows(row.Revision) ? row : KnowledgeErrors.Changed(row.Revision);
    }

    public bool IsManagedBy(Principal principal) => principal.IsAdministrator || OwnerId == principal.UserId;

    public bool IsReadableBy(Principal principal) => Readers.Any(key => principal.AccessKeys.Contains(key, StringComparer.Ordinal));
}
