using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Uploads;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Resumable;

/// <summary>
/// Makes a document of an upload that has arrived whole, with the checks of every upload. It may be tried again at any time: the document
/// is created once.
/// </summary>
internal sealed class UploadCompletion(
    ModuleDatabase<KnowledgeSchema> database,
    UploadTable table,
    UploadReceiver receiver,
    DocumentCreator creator,
    CompletionLimits limits)
{
    /// <summary>The document; or why the file is refused, and then the upload is gone.</summary>
    public async Task<Result<Guid>> CompleteAsync(UploadRow upload, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(upload.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var held = await table.HoldAsync(transaction, upload.Id, cancellationToken);
        if (held is null)
        {
            return Error.NotFound("upload");
        }

        if (held.DocumentId is { } known)
        {
            return known;
        }

        var keys = await table.PartsAsync(transaction, upload.Id, cancellationToken);
        var created = await CreateAsync(held, keys, cancellationToken);
        await table.EndAsync(transaction, upload.Id, created.IsSuccess ? created.Value.Id : null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return created.Match<Result<Guid>>(document => document.Id, error => error);
    }

    private async Task<Result<AcceptedDocument>> CreateAsync(
        UploadRow upload, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var metadata = TusMetadata.Parse(upload.Metadata, limits.Options);
        if (!metadata.IsSuccess)
        {
            return metadata.Error;
        }

        await using var content = new PartsStream(limits.Store, keys);
        var received = await receiver.ReceiveStreamAsync(content, metadata.Value.FileName, cancellationToken);
        if (!received.IsSuccess)
        {
            return received.Error;
        }

        await using var file = received.Value;
        return await creator.CreateAsync(
            new DocumentOwner(upload.TenantId, upload.UserId),
            file with { Fields = metadata.Value.Fields },
            $"tus-{upload.Id:N}",
            cancellationToken);
    }
}
