using Dapper;
using Footnote.Knowledge.Changes;
using Footnote.Knowledge.Collections;
using Footnote.Knowledge.Ingestion;
using Footnote.Knowledge.Storage;
using Footnote.Knowledge.Uploads;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Knowledge.Documents;

/// <summary>Brings a document that a synchronised source knows already to what the source has now.</summary>
internal sealed class IntakeWriter(
    ModuleDatabase<KnowledgeSchema> database, IObjectStore store, IngestionSignal signal, IOptions<KnowledgeOptions> options,
    TimeProvider timeProvider)
{
    /// <summary>Checks what a source says about a document as if a person had sent it.</summary>
    public Result<UploadFields> Check(IntakeRequest request)
    {
        var faults = new FieldErrors();
        var fields = new UploadFields
        {
            Title = request.Title,
            CollectionId = request.CollectionId,
            Category = request.Category,
            Tags = request.Tags,
            DocumentDate = request.DocumentDate,
            Custom = CustomFields.Check(request.Custom, options.Value, faults),
            Readers = request.Readers,
            Origin = new DocumentOrigin(request.Source, request.SourceId, request.SourceRef),
        };
        faults.AddIf(!DocumentSource.IsKnown(request.Source), "source", "is not known");
        if (FileNames.Fault(request.FileName) is { } fault)
        {
            faults.Add("file", fault);
        }

        return FieldReader.Check(faults, fields);
    }

    /// <summary>What was done to the document; null when there is none of this name.</summary>
    public async Task<Result<IntakeOutcome?>> ReplaceAsync(DocumentOwner owner, ReceivedFile file, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(owner.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var document = await FindAsync(transaction, owner.TenantId, file.Fields.Origin, cancellationToken);
        if (document is null)
        {
            return Result.Success<IntakeOutcome?>(null);
        }

        var isSame = await HasContentAsync(transaction, document.Id, file, cancellationToken);
        var now = timeProvider.GetUtcNow();
        if (file.Fields.CollectionId is { } collection && collection != document.CollectionId
            && !await CollectionQueries.LockAsync(transaction, owner.TenantId, collection, cancellationToken))
        {
            return Error.Validation("collection_id", "names no collection");
        }

        var isUpdated = await UpdateAsync(transaction, document, file.Fields, now, cancellationToken);
        var outcome = isSame
            ? await EndAsync(transaction, document, isUpdated, now, cancellationToken)
            : await SwapAsync(transaction, document, owner, file, cancellationToken);
        return Result.Success<IntakeOutcome?>(outcome);
    }

    private async Task<IntakeOutcome> SwapAsync(
        NpgsqlTransaction transaction, ManagedDocument document, DocumentOwner owner, ReceivedFile file,
        CancellationToken cancellationToken)
    {
        var replaced = await OriginalKeeping.KeepAsync(store, file.Pending, WriteAsync, static _ => true, cancellationToken);
        signal.Wake();
        return new IntakeOutcome(document.Id, IntakeKind.Replaced, replaced.Position);

        async Task<ReplacedDocument> WriteAsync()
        {
            var swapped = await ContentSwap.ApplyAsync(
                transaction, document, owner.UserId, file, timeProvider.GetUtcNow(), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return swapped;
        }
    }

    private static async Task<IntakeOutcome> EndAsync(
        NpgsqlTransaction transaction, ManagedDocument document, bool isUpdated, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!isUpdated)
        {
            return new IntakeOutcome(document.Id, IntakeKind.Unchanged, document.Position);
        }

        var entry = new ChangeEntry(document.TenantId, document.Id, ChangeKind.Updated, VersionId: null, now);
        var position = await ChangeLog.AppendAsync(transaction, entry, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new IntakeOutcome(document.Id, IntakeKind.Updated, position);
    }

    private static Task<ManagedDocument?> FindAsync(
        NpgsqlTransaction transaction, Guid tenantId, DocumentOrigin origin, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            select {ManagedDocument.Columns} from documents
            where tenant_id = @tenantId and source_id = @SourceId and source_ref = @SourceRef and deleted_at is null for update
            """;
        return Connection(transaction).QuerySingleOrDefaultAsync<ManagedDocument>(new CommandDefinition(
            Sql, new { tenantId, origin.SourceId, origin.SourceRef }, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Content that could not be read is not read again because the source still has it.</summary>
    private static Task<bool> HasContentAsync(
        NpgsqlTransaction transaction, Guid documentId, ReceivedFile file, CancellationToken cancellationToken)
    {
        const string Sql = """
            select exists (
                select 1 from documents d join originals o on o.document_id = d.id and o.number = d.latest_version
                where d.id = @documentId and o.content_hash = @Hash and o.media_type = @MediaType)
            """;
        return Connection(transaction).QuerySingleAsync<bool>(new CommandDefinition(
            Sql,
            new { documentId, file.Hash, MediaType = MediaTypes.Of(file.Format) },
            transaction,
            cancellationToken: cancellationToken));
    }

    private static async Task<bool> UpdateAsync(
        NpgsqlTransaction transaction, ManagedDocument document, UploadFields fields, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        const string Sql = """
            update documents set title = coalesce(@Title, title), is_title_given = is_title_given or @Title::text is not null,
                collection_id = @CollectionId, category = @Category, tags = @Tags, document_date = @DocumentDate, custom = @Custom::jsonb,
                readers = @Readers, restricted = @Restricted, revision = revision + 1, updated_at = @now
            where id = @Id and (title, collection_id, category, tags, document_date, custom, readers) is distinct from
                (coalesce(@Title, title), @CollectionId::uuid, @Category::text, @Tags::text[], @DocumentDate::date, @Custom::jsonb,
                    @Readers::text[])
            """;
        return await Connection(transaction).ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                document.Id,
                fields.Title,
                fields.CollectionId,
                fields.Category,
                Tags = fields.Tags.ToArray(),
                fields.DocumentDate,
                Custom = fields.Custom.Json,
                Readers = fields.EffectiveReaders.ToKeys(document.Owner),
                Restricted = !fields.EffectiveReaders.Everyone,
                now,
            },
            transaction,
            cancellationToken: cancellationToken)) == 1;
    }

    private static NpgsqlConnection Connection(NpgsqlTransaction transaction) =>
        transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
}
