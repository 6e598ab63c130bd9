using System.Data.Common;
using Dapper;
using Footnote.Knowledge.Changes;

namespace Footnote.Knowledge.Documents;

/// <summary>Marks documents as deleted, ends their jobs and tells the indexes, within the caller's transaction.</summary>
internal static class DocumentRemoval
{
    public static async Task<long> RemoveAsync(
        DbTransaction transaction, Guid tenantId, IReadOnlyList<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        if (ids.Count == 0)
        {
            return await ChangeLog.LastAsync(connection, cancellationToken);
        }

        const string Sql = """
            update documents set deleted_at = @now, updated_at = @now where id = any(@Ids) and tenant_id = @tenantId;
            update ingestion_jobs set state = 'done', lease_owner = null, lease_until = null, updated_at = @now
                where document_id = any(@Ids) and tenant_id = @tenantId and state in ('queued', 'running', 'dead');
            """;
        await connection.ExecuteAsync(new CommandDefinition(
            Sql, new { Ids = ids.ToArray(), tenantId, now }, transaction, cancellationToken: cancellationToken));
        var entries = ids.Select(id => new ChangeEntry(tenantId, id, ChangeKind.Deleted, VersionId: null, now)).ToList();
        return await ChangeLog.AppendAsync(transaction, entries, cancellationToken);
    }
}
