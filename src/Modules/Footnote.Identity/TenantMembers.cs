using Dapper;
using Footnote.Platform.Data;

namespace Footnote.Identity;

/// <summary>Who belongs to a tenant: for modules whose data names people or roles. Thread-safe; every answer is of this moment.</summary>
public sealed class TenantMembers
{
    private readonly ModuleDatabase<IdentitySchema> _database;

    internal TenantMembers(ModuleDatabase<IdentitySchema> database) => _database = database;

    /// <summary>The members among <paramref name="userIds"/>; ids of nobody and of other tenants' people are absent alike.</summary>
    public async Task<IReadOnlyDictionary<Guid, TenantMember>> FindAsync(
        Guid tenantId, IReadOnlyCollection<Guid> userIds, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(userIds);
        const string Sql = """
            select m.user_id, m.roles from memberships m join users u on u.id = m.user_id
            where m.tenant_id = @tenantId and m.user_id = any(@Ids) and not u.is_system
            """;
        await using var connection = await _database.OpenAsync(tenantId, ct);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            Sql, new { tenantId, Ids = userIds.ToArray() }, cancellationToken: ct));
        return rows.ToDictionary(row => row.UserId, row => new TenantMember(row.UserId, row.Roles));
    }

    /// <summary>The roles a document of the tenant can name: those that members hold, and the administrator's.</summary>
    public async Task<IReadOnlySet<string>> RolesAsync(Guid tenantId, CancellationToken ct)
    {
        const string Sql = "select distinct unnest(roles) from memberships where tenant_id = @tenantId";
        await using var connection = await _database.OpenAsync(tenantId, ct);
        var roles = await connection.QueryAsync<string>(new CommandDefinition(Sql, new { tenantId }, cancellationToken: ct));
        return roles.Append(Principal.AdministratorRole).ToHashSet(StringComparer.Ordinal);
    }

    private sealed record Row(Guid UserId, string[] Roles);
}
