using Dapper;
using Npgsql;

namespace Footnote.Knowledge.Collections;

/// <summary>What other areas ask about collections.</summary>
internal static class CollectionQueries
{
    /// <summary>
    /// Whether a collection of the tenant exists. The share lock keeps it until the transaction ends: a deletion waits and then finds the
    /// document that was put into it.
    /// </summary>
    public static Task<bool> LockAsync(NpgsqlTransaction transaction, Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        const string Sql = "select exists (select 1 from collections where id = @id and tenant_id = @tenantId for share)";
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        return connection.QuerySingleAsync<bool>(new CommandDefinition(
            Sql, new { id, tenantId }, transaction, cancellationToken: cancellationToken));
    }
}
