using System.Data.Common;
using Dapper;
using Footnote.Platform.Data;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Ingestion;

/// <summary>
/// The durable queue: jobs are claimed with SKIP LOCKED, held by a lease that its worker renews, and claimed again once the lease has run
/// out.
/// </summary>
internal sealed class IngestionQueue(
    ModuleDatabase<KnowledgeSchema> database, NodeIdentity node, IOptions<KnowledgeOptions> options, TimeProvider timeProvider)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(10);

    /// <summary>Adds a job within the transaction that stores the original it is to read, which is version <paramref name="version"/> of
    /// the document.</summary>
    public static Task EnqueueAsync(
        DbTransaction transaction, Guid tenantId, Guid documentId, int version, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into ingestion_jobs (id, tenant_id, document_id, version, state, available_at, created_at, updated_at)
            values (@Id, @tenantId, @documentId, @version, 'queued', @now, @now, @now)
            """;
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        return connection.ExecuteAsync(new CommandDefinition(
            Sql,
            new { Id = Guid.CreateVersion7(now), tenantId, documentId, version, now },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Claims the next job: one that waits, or one whose worker has died. Null when there is none. The document's row is written after the
    /// job's is let go: whoever needs both locks the document first.
    /// </summary>
    public async Task<IngestionJob?> ClaimAsync(CancellationToken cancellationToken)
    {
        const string Sql = """
            with next as (
                select j.id from ingestion_jobs j
                where (j.state = 'queued' and j.available_at <= @now) or (j.state = 'running' and j.lease_until < @now)
                order by j.priority, j.available_at, j.id
                limit 1 for update skip locked),
            claimed as (
                update ingestion_jobs j
                set state = 'running', attempts = j.attempts + 1, lease_owner = @owner, lease_until = @until, updated_at = @now
                from next where j.id = next.id
                returning j.id, j.tenant_id, j.document_id, j.version, j.attempts, j.lease_owner)
            select c.id, c.tenant_id, c.document_id, o.number as version, c.attempts, c.lease_owner, o.file_name, o.object_key, d.title,
                d.is_title_given, d.collection_id
            from claimed c
            join documents d on d.id = c.document_id
            join originals o on o.document_id = d.id and o.number = coalesce(c.version, d.version)
            """;
        const string Show = """
            update documents set status = 'processing', progress = 0.02, updated_at = @now
            where id = @DocumentId and deleted_at is null
            """;
        var now = timeProvider.GetUtcNow();
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        var job = await connection.QuerySingleOrDefaultAsync<IngestionJob>(new CommandDefinition(
            Sql, new { now, owner = node.Id, until = now + options.Value.LeaseTime }, cancellationToken: cancellationToken));
        if (job is not null)
        {
            await connection.ExecuteAsync(new CommandDefinition(Show, new { now, job.DocumentId }, cancellationToken: cancellationToken));
        }

        return job;
    }

    /// <summary>Extends the lease and reports progress; false when the lease was lost.</summary>
    public async Task<bool> RenewAsync(IngestionJob job, double progress, CancellationToken cancellationToken)
    {
        const string Extend = """
            update ingestion_jobs set lease_until = @until, updated_at = @now
            where id = @Id and state = 'running' and lease_owner = @LeaseOwner and attempts = @Attempts
            """;
        const string Show = """
            update documents set progress = greatest(progress, @progress), updated_at = @now
            where id = @DocumentId and status = 'processing'
            """;
        var now = timeProvider.GetUtcNow();
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        var held = await connection.ExecuteAsync(new CommandDefinition(
            Extend,
            new { job.Id, job.LeaseOwner, job.Attempts, now, until = now + options.Value.LeaseTime },
            cancellationToken: cancellationToken)) == 1;
        if (held)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                Show, new { job.DocumentId, now, progress = (float)progress }, cancellationToken: cancellationToken));
        }

        return held;
    }

    /// <summary>Gives a job back for another attempt after a pause that doubles; the error is for operators.</summary>
    public async Task RetryAsync(IngestionJob job, string error, CancellationToken cancellationToken)
    {
        const string Sql = """
            select id from documents where id = @DocumentId for update;
            with held as (
                update ingestion_jobs set state = 'queued', available_at = @next, lease_owner = null, lease_until = null, error = @error,
                    updated_at = @now
                where id = @Id and state = 'running' and lease_owner = @LeaseOwner and attempts = @Attempts
                returning document_id)
            update documents d set status = 'pending', progress = 0, updated_at = @now from held where d.id = held.document_id
            """;
        var now = timeProvider.GetUtcNow();
        var pause = FirstRetry * Math.Pow(2, Math.Min(job.Attempts - 1, 16));
        var next = now + (pause < LongestRetry ? pause : LongestRetry);
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql, new { job.Id, job.DocumentId, job.LeaseOwner, job.Attempts, now, next, error }, cancellationToken: cancellationToken));
    }

    /// <summary>Gives a job back at once and does not count the attempt: the server is stopping.</summary>
    public async Task ReleaseAsync(IngestionJob job, CancellationToken cancellationToken)
    {
        const string Sql = """
            select id from documents where id = @DocumentId for update;
            with held as (
                update ingestion_jobs set state = 'queued', available_at = @now, attempts = attempts - 1, lease_owner = null,
                    lease_until = null,
                    updated_at = @now
                where id = @Id and state = 'running' and lease_owner = @LeaseOwner and attempts = @Attempts
                returning document_id)
            update documents d set status = 'pending', progress = 0, updated_at = @now from held where d.id = held.document_id
            """;
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql, new { job.Id, job.DocumentId, job.LeaseOwner, job.Attempts, now = timeProvider.GetUtcNow() },
            cancellationToken: cancellationToken));
    }

    /// <summary>Takes over what an earlier run of this server left: its leases end now. Returns how many there were.</summary>
    public async Task<int> RecoverOwnAsync(CancellationToken cancellationToken)
    {
        const string Sql = """
            update ingestion_jobs set state = 'queued', available_at = @now, lease_owner = null, lease_until = null, updated_at = @now
            where state = 'running' and lease_owner = @owner
            """;
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            Sql, new { owner = node.Id, now = timeProvider.GetUtcNow() }, cancellationToken: cancellationToken));
    }
}
