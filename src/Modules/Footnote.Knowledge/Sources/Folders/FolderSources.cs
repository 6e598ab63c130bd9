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

    /// <summary>Makes sources due that are not running; returns those that run at this moment and have to be asked again.</summary>
    public async Task<IReadOnlyList<Guid>> HastenAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        const string Running = "select id from sources where id = any(@ids) and lease_until >= @now";
        const string Sql = """
            update sources set next_run_at = @now
            where id = any(@ids) and is_enabled and next_run_at > @now and (lease_until is null or lease_until < @now)
            """;
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        var parameters = new { ids, now = timeProvider.GetUtcNow() };
        await connection.ExecuteAsync(new CommandDefinition(Sql, parameters, cancellationToken: cancellationToken));
        return [.. await connection.QueryAsync<Guid>(new CommandDefinition(Running, parameters, cancellationToken: cancellationToken))];
    }
}
