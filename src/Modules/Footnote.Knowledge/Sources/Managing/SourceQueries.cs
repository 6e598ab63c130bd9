using System.Globalization;
using Dapper;
using Footnote.Platform.Data;
using Npgsql;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>Reads sources with their last run.</summary>
internal sealed class SourceQueries(ModuleDatabase<KnowledgeSchema> database)
{
    /// <summary>Sources of the tenant after one, newest first; with an id that one alone.</summary>
    public async Task<IReadOnlyList<SourceResponse>> ReadAsync(
        Guid tenantId, Guid? id, Guid? after, int fetch, CancellationToken cancellationToken)
    {
        const string Sources = $"""
            select {SourceRow.Columns} from sources s
            where s.tenant_id = @tenantId and (@id::uuid is null or s.id = @id) and (@after::uuid is null or s.id < @after)
            order by s.id desc limit @fetch
            """;
        const string Runs = $"""
            select distinct on (r.source_id) {RunRow.Columns} from source_runs r
            where r.tenant_id = @tenantId and r.source_id = any(@ids) order by r.source_id, r.id desc
            """;
        const string Counts = """
            select source_id, count(*)::int as count from source_items
            where tenant_id = @tenantId and source_id = any(@ids) and document_id is not null group by source_id
            """;
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        var rows = (await connection.QueryAsync<SourceRow>(
            Command(Sources, new { tenantId, id, after, fetch }, cancellationToken))).AsList();
        var ids = rows.Select(row => row.Id).ToArray();
        var runs = (await connection.QueryAsync<RunRow>(Command(Runs, new { tenantId, ids }, cancellationToken)))
            .ToDictionary(run => run.SourceId);
        var counts = (await connection.QueryAsync<(Guid SourceId, int Count)>(Command(Counts, new { tenantId, ids }, cancellationToken)))
            .ToDictionary(pair => pair.SourceId, pair => pair.Count);
        return [.. rows.Select(row => ToResponse(row, runs.GetValueOrDefault(row.Id), counts.GetValueOrDefault(row.Id)))];
    }

    public static async Task<SourceRow?> LockAsync(
        NpgsqlTransaction transaction, Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        const string Sql = $"select {SourceRow.Columns} from sources s where s.id = @id and s.tenant_id = @tenantId for update";
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        return await connection.QuerySingleOrDefaultAsync<SourceRow>(new CommandDefinition(
            Sql, new { id, tenantId }, transaction, cancellationToken: cancellationToken));
    }

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);

    private static SourceResponse ToResponse(SourceRow row, RunRow? lastRun, int documents)
    {
        var settings = row.ReadSettings();
        var readers = row.ReadReaders();
        return new SourceResponse
        {
            Id = row.Id,
            Name = row.Name,
            Kind = row.Kind,
            Folder = settings.Folder,
            Website = settings.Website,
            S3 = settings.S3,
            Git = settings.Git,
            HasSecret = row.Secrets is not null,
            CollectionId = row.CollectionId,
            Schedule = ToBody(row.Schedule),
            Include = row.Include,
            Exclude = row.Exclude,
            Tags = row.Tags,
            Category = row.Category,
            Readers = new SourceReaders(readers.Everyone, readers.Users, readers.Roles),
            Enabled = row.IsEnabled,
            OwnerId = row.OwnerId,
            DocumentCount = documents,
            NextRunAt = row.IsEnabled || row.Requested is not null ? row.NextRunAt : null,
            LastRun = lastRun?.ToResponse(),
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        };
    }

    private static ScheduleBody? ToBody(SourceSchedule schedule) =>
        schedule is { Every: null, DailyAt: null } ? null : new ScheduleBody
        {
            Every = schedule.Every?.ToString("c", CultureInfo.InvariantCulture),
            DailyAt = schedule.DailyAt?.ToString("HH:mm", CultureInfo.InvariantCulture),
        };
}
