using Dapper;
using Footnote.Platform.Data;

namespace Footnote.Knowledge.Sources.Folders;

/// <summary>The scheduled sources that are folders.</summary>
internal sealed class FolderSources(ModuleDatabase<KnowledgeSchema> database, TimeProvider timeProvider)
{
    public async Task<IReadOnlyList<(Guid Id, string Path)>> ListAsync(CancellationToken cancellationToken)
    {
        const string Sql = """
            select id, settings #>> '{Folder,Path}' as path from sources
            where kind = 'folder' and is_enabled and (every_seconds is not null or daily_minute is not null)
            """;
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        return [.. await connection.QueryAsync<(Guid Id, string Path)>(new CommandDefinition(Sql, cancellationToken: cancellationToken))];
    }

    /// <summary>Makes sources due that are not running.</summary>
    public async Task HastenAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        const string Sql = """
            update sources set next_run_at = @now
            where id = any(@ids) and is_enabled and next_run_at > @now and (lease_until is null or lease_until < @now)
            """;
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql, new { ids, now = timeProvider.GetUtcNow() }, cancellationToken: cancellationToken));
    }
}
