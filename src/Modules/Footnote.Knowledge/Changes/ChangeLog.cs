using System.Data.Common;
using Dapper;
using Footnote.Knowledge.Indexing.Snapshots;

namespace Footnote.Knowledge.Changes;

/// <summary>The append-only log that indexes follow.</summary>
internal static class ChangeLog
{
    /// <summary>The channel that wakes followers; a hint, the table is the truth.</summary>
    public const string Channel = "knowledge_changes";

    /// <summary>
    /// Appends an entry and returns its position. Call it last in the transaction: the row lock on the head is held until the commit has
    /// become
    /// visible, so positions become visible in their order and a follower never skips one that commits late.
    /// </summary>
    public static Task<long> AppendAsync(DbTransaction transaction, ChangeEntry entry, CancellationToken cancellationToken) =>
        AppendAsync(transaction, [entry], cancellationToken);

    /// <summary>Appends entries in order and returns the position of the last.</summary>
    public static async Task<long> AppendAsync(DbTransaction transaction, IReadOnlyList<ChangeEntry> entries,
        CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        const string Sql = """
            with head as (update change_head set position = position + @Count returning position - @Count as position),
            added as (
                insert into changes (position, tenant_id, document_id, kind, version_id, created_at)
                select head.position + entry.number, entry.tenant_id, entry.document_id, entry.kind, entry.version_id, entry.created_at
                from head, unnest(@Tenants, @Documents, @Kinds, @Versions, @Times) with ordinality
                    as entry (tenant_id, document_id, kind, version_id, created_at, number)
                returning position, document_id),
            marked as (
                update documents set position = added.position from added where documents.id = added.document_id)
            select max(position), pg_notify('knowledge_changes', max(position)::text) from added
            """;
        return await connection.QuerySingleAsync<long>(new CommandDefinition(
            Sql,
            new
            {
                entries.Count,
                Tenants = entries.Select(entry => entry.TenantId).ToArray(),
                Documents = entries.Select(entry => entry.DocumentId).ToArray(),
                Kinds = entries.Select(entry => entry.Kind).ToArray(),
                Versions = entries.Select(entry => entry.VersionId).ToArray(),
                Times = entries.Select(entry => entry.CreatedAt).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>The position of the last entry that is visible; 0 for an empty log.</summary>
    public static Task<long> LastAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<long>(new CommandDefinition(
            "select position from change_head", cancellationToken: cancellationToken));

    /// <summary>What tells the entry at a position from others; null when the log has none there.</summary>
    public static async Task<ChangeStamp?> StampAsync(DbConnection connection, long position, CancellationToken cancellationToken)
    {
        var row = await connection.QuerySingleOrDefaultAsync<(Guid DocumentId, DateTimeOffset CreatedAt)?>(new CommandDefinition(
            "select document_id, created_at from changes where position = @position", new { position },
                cancellationToken: cancellationToken));
        return row is { } found ? new ChangeStamp(found.DocumentId, found.CreatedAt) : null;
    }
}
