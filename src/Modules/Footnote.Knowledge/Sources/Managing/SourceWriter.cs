using System.Text.Json;
using Dapper;
using Footnote.Knowledge.Collections;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>Stores sources.</summary>
internal sealed class SourceWriter(
    ModuleDatabase<KnowledgeSchema> database, SourceVault vault, IOptions<KnowledgeOptions> options, TimeProvider timeProvider)
{
    private const string NameTaken = "There is a source of this name already.";

    public async Task<Result<Guid>> CreateAsync(Guid tenantId, Guid ownerId, SourceDraft draft, CancellationToken cancellationToken)
    {
        const string Count = "select count(*)::int from sources where tenant_id = @tenantId";
        const string Insert = """
            insert into sources (id, tenant_id, owner_id, name, kind, collection_id, settings, secrets, every_seconds, daily_minute,
                include, exclude, tags, category, readers, is_enabled, next_run_at, created_at, updated_at)
            values (@Id, @TenantId, @OwnerId, @Name, @Kind, @CollectionId, @Settings::jsonb, @Secrets, @EverySeconds, @DailyMinute,
                @Include, @Exclude, @Tags, @Category, @Readers::jsonb, @IsEnabled, @Next, @Now, @Now)
            """;
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var most = options.Value.Sources.MaxSources;
        if (await connection.QuerySingleAsync<int>(new CommandDefinition(
            Count, new { tenantId }, transaction, cancellationToken: cancellationToken)) >= most)
        {
            return KnowledgeErrors.TooManySources(most);
        }

        if (await CollectionFaultAsync(transaction, tenantId, draft, cancellationToken) is { } fault)
        {
            return fault;
        }

        var now = timeProvider.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        try
        {
            // its first run is due at once, if it runs by itself at all
            var parameters = Parameters(id, tenantId, draft, draft.Schedule.Next(now) is null ? null : now, now);
            parameters.Add("OwnerId", ownerId);
            parameters.Add("Secrets", vault.Seal(id, draft.Secrets ?? new SourceSecrets()));
            await connection.ExecuteAsync(new CommandDefinition(Insert, parameters, transaction, cancellationToken: cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            return id;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Error.Conflict(NameTaken);
        }
    }

    /// <summary>Changes a source. What its documents are given is given to all of them by the next run.</summary>
    public async Task<Result<Unit>> UpdateAsync(SourceRow present, SourceDraft draft, NpgsqlTransaction transaction,
        CancellationToken cancellationToken)
    {
        const string Update = """
            update sources set name = @Name, kind = @Kind, collection_id = @CollectionId, settings = @Settings::jsonb,
                secrets = case when @HasSecrets then @Secrets else secrets end, every_seconds = @EverySeconds, daily_minute = @DailyMinute,
                include = @Include, exclude = @Exclude, tags = @Tags, category = @Category, readers = @Readers::jsonb,
                is_enabled = @IsEnabled, next_run_at = case when lease_run is null then @Next else next_run_at end,
                revision = revision + 1, updated_at = @Now
            where id = @Id and tenant_id = @TenantId
            """;
        const string Reread = "update source_items set version = '' where source_id = @Id and tenant_id = @TenantId";
        if (await CollectionFaultAsync(transaction, present.TenantId, draft, cancellationToken) is { } fault)
        {
            return fault;
        }

        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        var now = timeProvider.GetUtcNow();
        var parameters = Parameters(present.Id, present.TenantId, draft, draft.Schedule.Next(now), now);
        parameters.Add("HasSecrets", draft.Secrets is not null);
        parameters.Add("Secrets", draft.Secrets is { } secrets ? vault.Seal(present.Id, secrets) : null);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(Update, parameters, transaction, cancellationToken: cancellationToken));
            await connection.ExecuteAsync(new CommandDefinition(
                Reread, new { present.Id, present.TenantId }, transaction, cancellationToken: cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            return default(Unit);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Error.Conflict(NameTaken);
        }
    }

    private static async Task<Error?> CollectionFaultAsync(
        NpgsqlTransaction transaction, Guid tenantId, SourceDraft draft, CancellationToken cancellationToken) =>
        draft.CollectionId is { } collection && !await CollectionQueries.LockAsync(transaction, tenantId, collection, cancellationToken)
            ? Error.Validation("collection_id", "names no collection")
            : null;

    private static DynamicParameters Parameters(
        Guid id, Guid tenantId, SourceDraft draft, DateTimeOffset? next, DateTimeOffset now) => new(new
        {
            Id = id,
            TenantId = tenantId,
            draft.Name,
            draft.Kind,
            draft.CollectionId,
            Settings = JsonSerializer.Serialize(draft.Settings),
            EverySeconds = (int?)draft.Schedule.Every?.TotalSeconds,
            DailyMinute = draft.Schedule.DailyAt is { } time ? (int?)time.ToTimeSpan().TotalMinutes : null,
            Include = draft.Include.ToArray(),
            Exclude = draft.Exclude.ToArray(),
            Tags = draft.Tags.ToArray(),
            draft.Category,
            Readers = JsonSerializer.Serialize(draft.Readers),
            draft.IsEnabled,
            Next = next,
            Now = now,
        });
}
