using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Knowledge.Resumable;

/// <summary>The rows of resumable uploads. Only who has begun an upload can see it: for others there is none.</summary>
internal sealed class UploadTable(
    ModuleDatabase<KnowledgeSchema> database, IOptions<KnowledgeOptions> options, TimeProvider timeProvider)
{
    private const string Columns = "id, tenant_id, user_id, length, received, metadata, document_id, expires_at";

    private DateTimeOffset Expiry => timeProvider.GetUtcNow() + options.Value.UploadExpiry;

    /// <summary>Begins an upload, or says that the organisation has too much unfinished.</summary>
    public async Task<Result<UploadRow>> InsertAsync(
        Principal principal, long length, string metadata, CancellationToken cancellationToken)
    {
        // one creation at a time for each tenant, so that the sum is right
        const string Lock = "select pg_advisory_xact_lock(hashtextextended('uploads:' || @TenantId::text, 0))";
        const string Sum = """
            select count(*), coalesce(sum(length), 0)::bigint from uploads
            where tenant_id = @TenantId and document_id is null and expires_at > @now
            """;
        const string Sql = $"""
            insert into uploads (id, tenant_id, user_id, length, metadata, created_at, expires_at)
            values (@Id, @TenantId, @UserId, @length, @metadata, @now, @Expiry) returning {Columns}
            """;
        var now = timeProvider.GetUtcNow();
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var parameters = new { Id = Guid.CreateVersion7(now), principal.TenantId, principal.UserId, length, metadata, now, Expiry };
        await connection.ExecuteAsync(new CommandDefinition(Lock, parameters, transaction, cancellationToken: cancellationToken));
        var (count, bytes) = await connection.QuerySingleAsync<(long, long)>(
            new CommandDefinition(Sum, parameters, transaction, cancellationToken: cancellationToken));
        if (count >= options.Value.MaxUnfinishedUploads || bytes + length > options.Value.MaxUnfinishedBytes)
        {
            return KnowledgeErrors.TooMuchUnfinished(options.Value.MaxUnfinishedUploads, options.Value.MaxUnfinishedBytes);
        }

        var row = await connection.QuerySingleAsync<UploadRow>(
            new CommandDefinition(Sql, parameters, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return row;
    }

    public async Task<Result<UploadRow>> FindAsync(Principal principal, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<UploadRow>(new CommandDefinition(
            $"select {Columns} from uploads where id = @id and tenant_id = @TenantId and user_id = @UserId",
            new { id, principal.TenantId, principal.UserId },
            cancellationToken: cancellationToken));
        if (row is null)
        {
            return Error.NotFound("upload");
        }

        return row.DocumentId is null && row.ExpiresAt <= timeProvider.GetUtcNow() ? KnowledgeErrors.UploadExpired() : row;
    }

    /// <summary>Records a piece that is in the store; false when another request has moved the offset meanwhile.</summary>
    public async Task<bool> AddPartAsync(UploadRow upload, long bytes, string objectKey, CancellationToken cancellationToken)
    {
        const string Sql = """
            with moved as (
                update uploads set received = received + @bytes, expires_at = @Expiry
                where id = @Id and tenant_id = @TenantId and received = @Received and document_id is null
                returning id, tenant_id)
            insert into upload_parts (upload_id, tenant_id, start, length, object_key)
            select id, tenant_id, @Received, @bytes, @objectKey from moved
            """;
        var expiry = Expiry;
        await using var connection = await database.OpenAsync(upload.TenantId, cancellationToken);
        var isAdded = await connection.ExecuteAsync(new CommandDefinition(
            Sql, new { upload.Id, upload.TenantId, upload.Received, bytes, objectKey, Expiry = expiry },
            cancellationToken: cancellationToken)) == 1;
        if (isAdded)
        {
            upload.Received += bytes;
            upload.ExpiresAt = expiry;
        }

        return isAdded;
    }

    /// <summary>Opens a transaction that nobody else can complete or cancel the upload beside; null when it is gone.</summary>
    public async Task<UploadRow?> HoldAsync(NpgsqlTransaction transaction, Guid id, CancellationToken cancellationToken) =>
        await Connection(transaction).QuerySingleOrDefaultAsync<UploadRow>(new CommandDefinition(
            $"select {Columns} from uploads where id = @id for update", new { id }, transaction, cancellationToken: cancellationToken));

    /// <summary>The keys of the pieces, in order.</summary>
    public async Task<IReadOnlyList<string>> PartsAsync(NpgsqlTransaction transaction, Guid id, CancellationToken cancellationToken) =>
        (await Connection(transaction).QueryAsync<string>(new CommandDefinition(
            "select object_key from upload_parts where upload_id = @id order by start", new { id }, transaction,
                cancellationToken: cancellationToken))).AsList();

    /// <summary>Lets go of the pieces; without a document of the upload, too. Housekeeping removes the objects.</summary>
    public Task EndAsync(NpgsqlTransaction transaction, Guid id, Guid? documentId, CancellationToken cancellationToken)
    {
        const string Sql = """
            with gone as (delete from upload_parts where upload_id = @id returning object_key, tenant_id)
            insert into obsolete_objects (object_key, tenant_id, created_at) select object_key, tenant_id, @now from gone
            on conflict do nothing;
            update uploads set document_id = @documentId, expires_at = @Expiry where id = @id and @documentId::uuid is not null;
            delete from uploads where id = @id and @documentId::uuid is null;
            """;
        return Connection(transaction).ExecuteAsync(new CommandDefinition(
            Sql, new { id, documentId, now = timeProvider.GetUtcNow(), Expiry }, transaction, cancellationToken: cancellationToken));
    }

    private static NpgsqlConnection Connection(NpgsqlTransaction transaction) =>
        transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
}
