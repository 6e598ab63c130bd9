using Dapper;
using Footnote.Knowledge.Changes;
using Footnote.Knowledge.Collections;
using Footnote.Knowledge.Ingestion;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Knowledge.Documents;

/// <summary>Applies edits of metadata within the transaction that holds the document's row.</summary>
internal sealed class MetadataWriter(IngestionSignal signal, IOptions<KnowledgeOptions> options, TimeProvider timeProvider)
{
    /// <summary>Whether anything differs now; then the edit has an entry in the change log.</summary>
    public async Task<Result<bool>> ApplyAsync(
        NpgsqlTransaction transaction, ManagedDocument document, MetadataPatch patch, CancellationToken cancellationToken)
    {
        var custom = patch.Merge(document.Custom, options.Value);
        if (!custom.IsSuccess)
        {
            return custom.Error;
        }

        if (patch.Source.IsSet && document.SourceId is not null)
        {
            return Error.Validation("source", "cannot be changed: a synchronised source keeps this document");
        }

        if (patch.CollectionId is { IsSet: true, Value: { } collection }
            && !await CollectionQueries.LockAsync(transaction, document.TenantId, collection, cancellationToken))
        {
            return Error.Validation("collection_id", "names no collection");
        }

        var now = timeProvider.GetUtcNow();
        if (!await UpdateAsync(transaction, document, patch, custom.Value, now, cancellationToken))
        {
            return false;
        }

        if (patch.Title.IsSet && !string.Equals(patch.Title.Value, document.Title, StringComparison.Ordinal))
        {
            // the title is part of what was embedded
            await Rereading.EnqueueAsync(transaction, document.TenantId, [document.Id], now, cancellationToken);
        }

        if (patch.CollectionId.IsSet)
        {
            var scope = new RereadingScope(document.TenantId, DocumentId: document.Id);
            await Rereading.EnqueueOutdatedAsync(transaction, scope, ChunkingSettings.Default(options.Value), now, cancellationToken);
        }

        var entry = new ChangeEntry(document.TenantId, document.Id, ChangeKind.Updated, VersionId: null, now);
        await ChangeLog.AppendAsync(transaction, entry, cancellationToken);
        return true;
    }

    /// <summary>Tells the workers that there may be something to read.</summary>
    public void Wake() => signal.Wake();

    private static async Task<bool> UpdateAsync(
        NpgsqlTransaction transaction, ManagedDocument document, MetadataPatch patch, CustomFields custom, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        const string Sql = """
            update documents set title = @Title, is_title_given = is_title_given or @IsTitleSet, category = @Category, tags = @Tags,
                source = @Source, document_date = @DocumentDate, collection_id = @CollectionId, custom = @Custom::jsonb,
                revision = revision + 1, updated_at = @now
            where id = @Id and (title, is_title_given, category, tags, source, document_date, collection_id, custom) is distinct from
                (@Title, is_title_given or @IsTitleSet, @Category::text, @Tags::text[], @Source, @DocumentDate::date, @CollectionId::uuid,
                    @Custom::jsonb)
            """;
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        return await connection.ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                document.Id,
                Title = patch.Title.Or(document.Title),
                IsTitleSet = patch.Title.IsSet,
                Category = patch.Category.Or(document.Category),
                Tags = patch.Tags.Or(document.Tags).ToArray(),
                Source = patch.Source.Or(document.Source),
                DocumentDate = patch.DocumentDate.Or(document.DocumentDate),
                CollectionId = patch.CollectionId.Or(document.CollectionId),
                Custom = custom.Json,
                now,
            },
            transaction,
            cancellationToken: cancellationToken)) == 1;
    }
}
