using Dapper;
using Footnote.Identity;
using Npgsql;

namespace Footnote.Knowledge.Documents;

/// <summary>The one query by which single documents are read: the permission is part of it.</summary>
internal static class DocumentQueries
{
    public static Task<DocumentRow?> FindAsync(NpgsqlConnection connection, Principal principal, Guid id,
        CancellationToken cancellationToken)
    {
        const string Sql = $"""
            select {DocumentRow.Columns} from documents
            where id = @id and tenant_id = @TenantId and deleted_at is null and readers && @Keys
            """;
        return connection.QuerySingleOrDefaultAsync<DocumentRow>(new CommandDefinition(
            Sql, new { id, principal.TenantId, Keys = principal.AccessKeys.ToArray() }, cancellationToken: cancellationToken));
    }

    /// <summary>Reads what the transaction has locked for its caller, who has been found to be allowed.</summary>
    public static Task<DocumentRow> ReadAsync(NpgsqlTransaction transaction, Guid id, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        return connection.QuerySingleAsync<DocumentRow>(new CommandDefinition(
            $"select {DocumentRow.Columns} from documents where id = @id", new { id }, transaction, cancellationToken: cancellationToken));
    }
}
