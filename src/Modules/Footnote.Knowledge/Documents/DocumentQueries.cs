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
}
