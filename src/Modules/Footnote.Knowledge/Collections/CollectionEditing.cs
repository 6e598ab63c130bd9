using System.Text.Json;
using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Ingestion;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Footnote.Platform.Http;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Knowledge.Collections;

/// <summary>Changes collections; documents that are cut in another way afterwards are queued.</summary>
internal sealed class CollectionEditing(
    ModuleDatabase<KnowledgeSchema> database, IngestionSignal signal, IOptions<KnowledgeOptions> options, TimeProvider timeProvider)
{
    /// <summary>Reads an edit; every fault is reported, unknown members too.</summary>
    public Result<CollectionEdit> Read(IReadOnlyDictionary<string, JsonElement> members)
    {
        var faults = new FieldErrors();
        string? name = null;
        ChunkingSettings? chunking = null;
        foreach (var (member, value) in members)
        {
            switch (member)
            {
                case "name":
                    name = CollectionName.Read(value, faults);
                    break;
                case "chunking" when value.ValueKind != JsonValueKind.Null:
                    chunking = ReadChunking(value, faults);
                    break;
                case "chunking":
                    break;
                default:
                    faults.Add(member, "is not a field of this request");
                    break;
            }
        }

        return faults.Any ? faults.ToError() : new CollectionEdit(name, members.ContainsKey("chunking"), chunking);
    }

    public async Task<Result<CollectionResponse>> ApplyAsync(
        Principal principal, Guid id, CollectionEdit edit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        const string Owner = "select owner_id from collections where id = @id and tenant_id = @TenantId for update";
        var owner = await connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(
            Owner, new { id, principal.TenantId }, transaction, cancellationToken: cancellationToken));
        if (owner is null)
        {
            return Error.NotFound("collection");
        }

        if (owner != principal.UserId && !principal.IsAdministrator)
        {
            return Error.Forbidden("Only the owner of a collection or an administrator may change it.");
        }

        await UpdateAsync(transaction, id, edit, cancellationToken);
        await EnqueueAsync(transaction, principal.TenantId, id, edit, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        // once more: a version that was published while the transaction ran was not visible to it
        await using var after = await connection.BeginTransactionAsync(cancellationToken);
        await EnqueueAsync(after, principal.TenantId, id, edit, cancellationToken);
        await after.CommitAsync(cancellationToken);
        signal.Wake();
        return await ReadAsync(connection, principal, id, cancellationToken) is { } row
            ? row.ToResponse(options.Value)
            : Error.NotFound("collection");
    }

    private ChunkingSettings? ReadChunking(JsonElement value, FieldErrors faults)
    {
        try
        {
            return value.Deserialize<ChunkingRequest>(JsonDefaults.Options)?.Read(options.Value, faults);
        }
        catch (JsonException)
        {
            faults.Add("chunking", "must be {strategy, tokens, overlap} or null");
            return null;
        }
    }

    private static Task UpdateAsync(NpgsqlTransaction transaction, Guid id, CollectionEdit edit, CancellationToken cancellationToken)
    {
        const string Sql = """
            update collections set name = coalesce(@Name, name),
                chunking_strategy = case when @ChangesChunking then @Strategy else chunking_strategy end,
                chunking_tokens = case when @ChangesChunking then @Tokens else chunking_tokens end,
                chunking_overlap = case when @ChangesChunking then @Overlap else chunking_overlap end
            where id = @id
            """;
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        return connection.ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                id,
                edit.Name,
                edit.ChangesChunking,
                Strategy = edit.Chunking is { } settings ? ChunkingSettings.NameOf(settings.Strategy) : null,
                edit.Chunking?.Tokens,
                edit.Chunking?.Overlap,
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    private Task EnqueueAsync(
        NpgsqlTransaction transaction, Guid tenantId, Guid id, CollectionEdit edit, CancellationToken cancellationToken) =>
        edit.ChangesChunking
            ? Rereading.EnqueueOutdatedAsync(
                transaction, new RereadingScope(tenantId, CollectionId: id), ChunkingSettings.Default(options.Value),
                timeProvider.GetUtcNow(), cancellationToken)
            : Task.CompletedTask;

    private Task<CollectionRow?> ReadAsync(
        NpgsqlConnection connection, Principal principal, Guid id, CancellationToken cancellationToken)
    {
        const string Sql = $"select {CollectionRow.Columns} from collections c where c.id = @id and c.tenant_id = @TenantId";
        return connection.QuerySingleOrDefaultAsync<CollectionRow>(new CommandDefinition(
            Sql,
            new { id, principal.TenantId, Keys = principal.AccessKeys.ToArray(), DefaultKey = ChunkingSettings.Default(options.Value).Key },
            cancellationToken: cancellationToken));
    }
}
