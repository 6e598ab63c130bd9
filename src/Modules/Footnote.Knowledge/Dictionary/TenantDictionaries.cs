using System.Collections.Concurrent;
using Dapper;
using Footnote.Platform.Data;
using Footnote.Retrieval.Queries;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Dictionary;

/// <summary>
/// The dictionaries of the organisations that search on this node. A cached one is compared with the table when it is older than
/// <see cref="KnowledgeOptions.DictionaryRefresh"/>, so a change reaches every node within that time and this one at once.
/// </summary>
internal sealed class TenantDictionaries(
    ModuleDatabase<KnowledgeSchema> database, IOptions<KnowledgeOptions> options, TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<Guid, Cached> _cached = new();

    public DateTimeOffset Now => timeProvider.GetUtcNow();

    /// <summary>The dictionary of an organisation; empty when it has none.</summary>
    public async ValueTask<QueryDictionary> GetAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        var known = _cached.GetValueOrDefault(tenantId);
        if (known is not null && timeProvider.GetElapsedTime(known.CheckedAt) < options.Value.DictionaryRefresh)
        {
            return known.Dictionary;
        }

        var asked = timeProvider.GetTimestamp();
        const string Sql = """
            select case when version = @Version then null else groups::text end as groups, version, updated_at
            from dictionaries where tenant_id = @tenantId
            """;
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<DictionaryRow>(new CommandDefinition(
            Sql, new { tenantId, Version = known?.Version ?? 0 }, cancellationToken: cancellationToken));
        var current = row is null ? new Cached(QueryDictionary.Empty, 0, asked)
            : known is not null && row.Version == known.Version ? known with { CheckedAt = asked }
            : new Cached(new QueryDictionary(row.ReadGroups()), row.Version, asked);
        _cached.AddOrUpdate(tenantId, current, (_, other) => other.Version > current.Version ? other : current);
        return current.Dictionary;
    }

    /// <summary>Makes the next search read the table.</summary>
    public void Forget(Guid tenantId) => _cached.TryRemove(tenantId, out _);

    private sealed record Cached(QueryDictionary Dictionary, long Version, long CheckedAt);
}
