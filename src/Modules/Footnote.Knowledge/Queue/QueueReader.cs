using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;

namespace Footnote.Knowledge.Queue;

/// <summary>Counts the queue for one caller; each state has an index of its own.</summary>
internal sealed class QueueReader(ModuleDatabase<KnowledgeSchema> database, TimeProvider timeProvider)
{
    private static readonly TimeSpan RateWindow = TimeSpan.FromMinutes(2);

    public async Task<QueueState> ReadAsync(Principal principal, CancellationToken cancellationToken)
    {
        const string Sql = """
            with jobs as (
                select document_id, state, created_at, started_at from ingestion_jobs where tenant_id = @TenantId and state = 'queued'
                union all
                select document_id, state, created_at, started_at from ingestion_jobs where tenant_id = @TenantId and state = 'running'
                union all
                select document_id, state, created_at, started_at from ingestion_jobs where tenant_id = @TenantId and state = 'dead'
                union all
                select document_id, state, created_at, started_at from ingestion_jobs
                where tenant_id = @TenantId and state = 'done' and updated_at > @Since),
            mine as (
                select j.state, j.created_at, j.started_at from jobs j
                where @IsAdministrator or exists (
                    select from documents d where d.id = j.document_id and d.deleted_at is null and d.readers && @Keys))
            select count(*) filter (where state = 'queued') as queued, count(*) filter (where state = 'running') as running,
                count(*) filter (where state = 'dead') as dead, min(created_at) filter (where state = 'queued') as oldest,
                count(*) filter (where state = 'done' and started_at is not null) as ended,
                min(started_at) filter (where state = 'done') as first_started,
                coalesce((select t.paused_at is not null from ingestion_tenants t where t.tenant_id = @TenantId), false) as is_paused,
                (select paused_at is not null from ingestion_control) as is_server_paused
            from mine
            """;
        var now = timeProvider.GetUtcNow();
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var row = await connection.QuerySingleAsync<Row>(new CommandDefinition(
            Sql,
            new
            {
                principal.TenantId,
                principal.IsAdministrator,
                Keys = principal.AccessKeys.ToArray(),
                Since = now - RateWindow,
            },
            cancellationToken: cancellationToken));
        return row.ToState(now);
    }

    private sealed class Row
    {
        public long Queued { get; init; }

        public long Running { get; init; }

        public long Dead { get; init; }

        public DateTimeOffset? Oldest { get; init; }

        public long Ended { get; init; }

        public DateTimeOffset? FirstStarted { get; init; }

        public bool IsPaused { get; init; }

        public bool IsServerPaused { get; init; }

        public QueueState ToState(DateTimeOffset now)
        {
            var perSecond = PerSecond(now);
            var isPaused = IsPaused || IsServerPaused;
            return new QueueState
            {
                Queued = Queued,
                Running = Running,
                Dead = Dead,
                OldestSeconds = Oldest is { } oldest ? Rounded((now - oldest).TotalSeconds) : null,
                PerMinute = perSecond is { } rate ? Rounded(rate * 60) : null,
                EtaSeconds = isPaused || perSecond is null ? null : Rounded((Queued + Running) / perSecond.Value),
                Paused = IsPaused,
                ServerPaused = IsServerPaused,
            };
        }

        private double? PerSecond(DateTimeOffset now)
        {
            if (Ended == 0 || FirstStarted is not { } first)
            {
                return null;
            }

            var span = now - first < RateWindow ? now - first : RateWindow;
            return Ended / Math.Max(1, span.TotalSeconds);
        }

        private static double Rounded(double value) => Math.Round(Math.Max(0, value), 1);
    }
}
