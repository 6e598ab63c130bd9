using System.Text.Json;
using Dapper;
using Footnote.Platform.Data;
using Footnote.Platform.Http;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Knowledge.Sources.Running;

/// <summary>Which source runs next and who runs it: one run of a source at a time over all servers, held by a lease.</summary>
internal sealed class SourceQueue(ModuleDatabase<KnowledgeSchema> database, IOptions<KnowledgeOptions> options, TimeProvider timeProvider)
{
    /// <summary>Takes a source that is due or asked for and opens its run. A run that was left open by a dead process is closed.</summary>
    public async Task<ClaimedRun?> ClaimAsync(CancellationToken cancellationToken)
    {
        const string Take = $"""
            with due as (
                select id from sources
                where ((is_enabled and next_run_at <= @now) or requested is not null) and (lease_until is null or lease_until < @now)
                order by requested is null, next_run_at limit 1 for update skip locked)
            update sources s set lease_run = @run, lease_until = @until, cancel_requested = false, next_run_at = least(s.next_run_at, @now)
            from due where s.id = due.id
            returning {SourceRow.Columns}
            """;
        const string Open = """
            update source_runs set state = 'interrupted', ended_at = @now where source_id = @Id and state = 'running';
            insert into source_runs (id, tenant_id, source_id, trigger, state, started_at)
            values (@run, @TenantId, @Id, @trigger, 'running', @now)
            """;
        var now = timeProvider.GetUtcNow();
        var run = Guid.CreateVersion7(now);
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var source = await connection.QuerySingleOrDefaultAsync<SourceRow>(new CommandDefinition(
            Take, new { now, run, until = now + options.Value.Sources.LeaseTime }, transaction, cancellationToken: cancellationToken));
        if (source is null)
        {
            return null;
        }

        var trigger = source.Requested ?? RunTrigger.Schedule;
        await connection.ExecuteAsync(new CommandDefinition(
            Open, new { now, run, source.Id, source.TenantId, trigger }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return new ClaimedRun(run, source, trigger);
    }

    /// <summary>Extends the lease and shows how far the run is.</summary>
    public async Task<RunSigns> RenewAsync(ClaimedRun run, RunTally tally, CancellationToken cancellationToken)
    {
        const string Sql = """
            update sources set lease_until = @until where id = @SourceId and lease_run = @RunId returning cancel_requested
            """;
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        var isCancelled = await connection.QuerySingleOrDefaultAsync<bool?>(new CommandDefinition(
            Sql,
            new { until = timeProvider.GetUtcNow() + options.Value.Sources.LeaseTime, SourceId = run.Source.Id, RunId = run.Id },
            cancellationToken: cancellationToken));
        if (isCancelled is null)
        {
            return RunSigns.Lost;
        }

        await ShowAsync(connection, run, tally, new RunEnd(RunState.Running), cancellationToken);
        return isCancelled.Value ? RunSigns.Cancel : RunSigns.Go;
    }

    /// <summary>Closes the run and gives the source back. A run that was interrupted leaves the source due.</summary>
    public async Task EndAsync(ClaimedRun run, RunTally tally, RunEnd end, CancellationToken cancellationToken)
    {
        const string Release = """
            update sources set lease_run = null, lease_until = null, cancel_requested = false,
                requested = case when @isDone then null else requested end,
                next_run_at = case when @isDone then @next else next_run_at end
            where id = @SourceId and lease_run = @RunId
            """;
        const string Forget = """
            delete from source_runs where source_id = @SourceId and id not in (
                select id from source_runs where source_id = @SourceId order by id desc limit @Kept)
            """;
        var now = timeProvider.GetUtcNow();
        var parameters = new
        {
            SourceId = run.Source.Id,
            RunId = run.Id,
            isDone = end.State != RunState.Interrupted,
            next = run.Source.Schedule.Next(now),
            Kept = options.Value.Sources.RunsKept,
        };
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ShowAsync(connection, run, tally, end, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Release, parameters, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(Forget, parameters, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task ShowAsync(
        NpgsqlConnection connection, ClaimedRun run, RunTally tally, RunEnd end, CancellationToken cancellationToken)
    {
        const string Sql = """
            update source_runs set state = @State, ended_at = @ended, seen = @Seen, created = @Created, replaced = @Replaced,
                unchanged = @Unchanged, skipped = @Skipped, deleted = @Deleted, failed = @Failed, missing = @Missing, error_code = @Code,
                error_message = @Message, failures = @failures::jsonb
            where id = @Id and state = 'running'
            """;
        await connection.ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                run.Id,
                end.State,
                ended = end.State == RunState.Running ? null : (DateTimeOffset?)timeProvider.GetUtcNow(),
                tally.Seen,
                tally.Created,
                tally.Replaced,
                tally.Unchanged,
                tally.Skipped,
                tally.Deleted,
                tally.Failed,
                tally.Missing,
                end.Failure?.Code,
                end.Failure?.Message,
                failures = JsonSerializer.Serialize(tally.Failures, JsonDefaults.Options),
            },
            cancellationToken: cancellationToken));
    }
}
