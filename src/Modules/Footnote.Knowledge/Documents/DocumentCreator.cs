using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Footnote.Knowledge.Changes;
using Footnote.Knowledge.Collections;
using Footnote.Knowledge.Ingestion;
using Footnote.Knowledge.Storage;
using Footnote.Knowledge.Uploads;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Npgsql;

namespace Footnote.Knowledge.Documents;

/// <summary>Stores a received file as a new document with its job: the original first, then everything else in one transaction.</summary>
internal sealed class DocumentCreator(
    ModuleDatabase<KnowledgeSchema> database, IObjectStore store, IngestionSignal signal, TimeProvider timeProvider)
{
    public async Task<Result<AcceptedDocument>> CreateAsync(
        DocumentOwner owner, ReceivedFile file, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var result = await OriginalKeeping.KeepAsync(
            store,
            file.Pending,
            () => InsertAsync(owner, file, idempotencyKey, cancellationToken),
            IsNew,
            cancellationToken);
        if (IsNew(result))
        {
            signal.Wake();
        }

        return result.Match<Result<AcceptedDocument>>(created => created.Document, error => error);
    }

    private static bool IsNew(Result<Created> result) => result is { IsSuccess: true, Value.IsNew: true };

    private async Task<Result<Created>> InsertAsync(
        DocumentOwner owner, ReceivedFile file, string? idempotencyKey, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(owner.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (file.Fields.CollectionId is { } collection
            && !await CollectionQueries.LockAsync(transaction, owner.TenantId, collection, cancellationToken))
        {
            return Error.Validation("collection_id", "names no collection");
        }

        var now = timeProvider.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var title = TitleOf(file);
        await InsertDocumentAsync(transaction, owner, file, new NewDocument(id, title, now), cancellationToken);
        if (idempotencyKey is not null
            && await ReserveKeyAsync(transaction, owner, idempotencyKey, RequestHash(owner, file), id, cancellationToken) is { } earlier)
        {
            await transaction.RollbackAsync(cancellationToken);
            return earlier;
        }

        await OriginalRows.InsertAsync(transaction, owner, new NewOriginal(id, Number: 1, now), file, cancellationToken);
        await IngestionQueue.EnqueueAsync(transaction, owner.TenantId, id, version: 1, file.Priority, now, cancellationToken);
        var entry = new ChangeEntry(owner.TenantId, id, ChangeKind.Created, VersionId: null, now);
        var position = await ChangeLog.AppendAsync(transaction, entry, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Created(new AcceptedDocument(id, title, DocumentStatus.Pending, position, $"/documents/{id:D}", []), IsNew: true);
    }

    private static Task InsertDocumentAsync(
        NpgsqlTransaction transaction, DocumentOwner owner, ReceivedFile file, NewDocument document, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into documents (id, tenant_id, collection_id, owner_id, title, is_title_given, file_name, media_type, category, tags,
                restricted, readers, status, size_bytes, content_hash, object_key, position, created_at, updated_at, source, source_id,
                source_ref, document_date, custom)
            values (@Id, @TenantId, @CollectionId, @UserId, @Title, @IsTitleGiven, @FileName, @MediaType, @Category, @Tags,
                @Restricted, @Readers, 'pending', @Size, @Hash, @Key, 0, @Now, @Now, @Source, @SourceId,
                @SourceRef, @DocumentDate, @Custom::jsonb)
            """;
        var fields = file.Fields;
        return Connection(transaction).ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                document.Id,
                owner.TenantId,
                fields.CollectionId,
                owner.UserId,
                document.Title,
                IsTitleGiven = fields.Title is not null,
                file.FileName,
                MediaType = MediaTypes.Of(file.Format),
                fields.Category,
                Tags = fields.Tags.ToArray(),
                Restricted = !fields.EffectiveReaders.Everyone,
                Readers = fields.EffectiveReaders.ToKeys(owner),
                file.Size,
                file.Hash,
                file.Pending.Key,
                document.Now,
                fields.Origin.Source,
                fields.Origin.SourceId,
                fields.Origin.SourceRef,
                fields.DocumentDate,
                Custom = fields.Custom.Json,
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>Null when the key is now ours; otherwise the earlier document, or why the key cannot be used.</summary>
    private static async Task<Result<Created>?> ReserveKeyAsync(
        NpgsqlTransaction transaction, DocumentOwner owner, string key, byte[] hash, Guid id, CancellationToken cancellationToken)
    {
        var connection = Connection(transaction);
        const string Insert = """
            insert into idempotency_keys (tenant_id, user_id, key, request_hash, document_id, created_at)
            select @TenantId, @UserId, @key, @hash, @id, created_at from documents where id = @id
            on conflict do nothing
            """;
        var parameters = new { owner.TenantId, owner.UserId, key, hash, id };
        if (await connection.ExecuteAsync(
            new CommandDefinition(Insert, parameters, transaction, cancellationToken: cancellationToken)) == 1)
        {
            return null;
        }

        const string Select = """
            select k.request_hash, d.id, d.title, d.status, d.position, d.warnings
            from idempotency_keys k join documents d on d.id = k.document_id
            where k.tenant_id = @TenantId and k.user_id = @UserId and k.key = @key
            """;
        var row = await connection.QuerySingleAsync<EarlierRow>(
            new CommandDefinition(Select, parameters, transaction, cancellationToken: cancellationToken));
        return row.RequestHash.AsSpan().SequenceEqual(hash)
            ? new Created(new AcceptedDocument(row.Id, row.Title, row.Status, row.Position, $"/documents/{row.Id:D}", row.Warnings),
                IsNew: false)
            : KnowledgeErrors.KeyReused();
    }

    private static byte[] RequestHash(DocumentOwner owner, ReceivedFile file)
    {
        var fields = file.Fields;
        string[] parts =
        [
            file.FileName ?? string.Empty,
            fields.Title ?? string.Empty,
            fields.CollectionId?.ToString("D") ?? string.Empty,
            fields.Category ?? string.Empty,
            string.Join('\u001F', fields.Tags),
            fields.Restricted ? "restricted" : string.Empty,
            fields.Readers is { } readers ? string.Join('\u001F', readers.ToKeys(owner)) : string.Empty,
            fields.DocumentDate?.ToString("O", CultureInfo.InvariantCulture) ?? string.Empty,
            fields.Custom.Json,
            fields.Origin.Source,
        ];
        return SHA256.HashData([.. file.Hash, .. Encoding.UTF8.GetBytes(string.Join('\u001E', parts))]);
    }

    private static string TitleOf(ReceivedFile file)
    {
        var title = file.Fields.Title ?? Path.GetFileNameWithoutExtension(file.FileName);
        return string.IsNullOrWhiteSpace(title) ? file.FileName ?? "Untitled" : title;
    }

    private static NpgsqlConnection Connection(NpgsqlTransaction transaction) =>
        transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");

    private sealed record NewDocument(Guid Id, string Title, DateTimeOffset Now);

    private sealed record Created(AcceptedDocument Document, bool IsNew);

    private sealed class EarlierRow
    {
        public byte[] RequestHash { get; init; } = [];

        public Guid Id { get; init; }

        public string Title { get; init; } = string.Empty;

        public string Status { get; init; } = string.Empty;

        public long Position { get; init; }

        public string[] Warnings { get; init; } = [];
    }
}
