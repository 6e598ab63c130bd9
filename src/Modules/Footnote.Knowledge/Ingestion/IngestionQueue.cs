using System.Data.Common;
using Dapper;
using Footnote.Platform.Data;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Ingestion;

/// <summary>
/// The durable queue: jobs are claimed with SKIP LOCKED, tenant by tenant, held by a lease that its worker renews, and claimed again once
/// the lease has run out.
/// </summary>
internal sealed class IngestionQueue(
    ModuleDatabase<KnowledgeSchema> database, NodeIdentity node, IOptions<KnowledgeOptions> options, TimeProvider timeProvider)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(10);
    private const int ClaimsPerBackground = 16;
    private int _claims;

    /// <summary>Adds the job of a document somebody waits for.</summary>
    public static Task EnqueueAsync(
        DbTransaction transaction, Guid tenantId, Guid documentId, int version, DateTimeOffset now, CancellationToken cancellationToken) =>
        EnqueueAsync(transaction, tenantId, documentId, version, IngestionPriority.Interactive, now, cancellationToken);

    /// <summary>Adds a job within the transaction that stores the original it is to read, which is version <paramref name="version"/> of
    /// the document; the priority is one of <see cref="IngestionPriority"/>.</summary>
    public static Task EnqueueAsync(
        DbTransaction transaction, Guid tenantId, Guid documentId, int version, int priority, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into ingestion_jobs (id, tenant_id, document_id, version, state, priority, available_at, created_at, updated_at)
            values (@Id, @tenantId, @documentId, @version, 'queued', @priority, @now, @now, @now)
            """;
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        return connection.ExecuteAsync(new CommandDefinition(
            Sql,
            new { Id = Guid.CreateVersion7(now), tenantId, documentId, version, priority, now },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Claims the next job; null when there is none that may run. The tenant whose last turn is longest ago is next, and gets the first of
    /// its jobs by priority; background work comes when nobody has other work, and every few claims before it, so that it always moves.
    /// The document's row is written after the job's is let go: whoever needs both locks the document first.
    /// </summary>
    public async Task<IngestionJob?> ClaimAsync(CancellationToken cancellationToken)
    {
        const string Show = """
            update documents set status = 'processing', progress = 0.02, updated_at = @now
            where id = @DocumentId and deleted_at is null
            """;
        // an original that a newer one has pushed out leaves nothing to do
        const string End = "update ingestion_jobs set state = 'done', lease_owner = null, lease_until = null where id = @Id";
        var now = timeProvider.GetUtcNow();
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        while (await ClaimAsync(connection, now, cancellationToken) is { } job)
        {
            if (job.ObjectKey.Length > 0)
            {
                await connection.ExecuteAsync(
                    new CommandDefinition(Show, new { now, job.DocumentId }, cancellationToken: cancellationToken));
                return job;
            }

            await connection.ExecuteAsync(new CommandDefinition(End, new { job.Id }, cancellationToken: cancellationToken));
        }

        return null;
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
    public Task RetryAsync(IngestionJob job, string error, CancellationToken cancellationToken)
    {
        var pause = FirstRetry * Math.Pow(2, Math.Min(job.Attempts - 1, 16));
        return GiveBackAsync(job, isCounted: true, pause < LongestRetry ? pause : LongestRetry, error, cancellationToken);
    }

    /// <summary>Gives a job back for later and does not count the attempt: what failed was not the document.</summary>
    public Task PutOffAsync(IngestionJob job, string error, CancellationToken cancellationToken) =>
        GiveBackAsync(job, isCounted: false, options.Value.ObjectStorePause, error, cancellationToken);

    /// <summary>Gives a job back at once and does not count the attempt: the server is stopping.</summary>
    public Task ReleaseAsync(IngestionJob job, CancellationToken cancellationToken) =>
        GiveBackAsync(job, isCounted: false, TimeSpan.Zero, error: null, cancellationToken);

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

    private Task<IngestionJob?> ClaimAsync(DbConnection connection, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<IngestionJob>(new CommandDefinition(
            ClaimSql.Text,
            new
            {
                now,
                owner = node.Id,
                until = now + options.Value.LeaseTime,
                background = IngestionPriority.Background,
                backgroundFirst = Interlocked.Increment(ref _claims) % ClaimsPerBackground == 0,
            },
            cancellationToken: cancellationToken));

    private async Task GiveBackAsync(IngestionJob job, bool isCounted, TimeSpan pause, string? error, CancellationToken cancellationToken)
    {
        const string Sql = """
            select id from documents where id = @DocumentId for update;
            with held as (
                update ingestion_jobs set state = 'queued', available_at = @next, attempts = attempts - @uncounted, lease_owner = null,
                    lease_until = null, error = coalesce(@error, error), updated_at = @now
                where id = @Id and state = 'running' and lease_owner = @LeaseOwner and attempts = @Attempts
                returning document_id)
            update documents d set status = 'pending', progress = 0, updated_at = @now from held where d.id = held.document_id
            """;
        var now = timeProvider.GetUtcNow();
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                job.Id,
                job.DocumentId,
                job.LeaseOwner,
                job.Attempts,
                now,
                next = now + pause,
                uncounted = isCounted ? 0 : 1,
                error,
            },
            cancellationToken: cancellationToken));
    }
}
