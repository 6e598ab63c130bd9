using Footnote.Identity;
using Footnote.Knowledge.Ingestion;
using Footnote.Knowledge.Storage;
using Footnote.Knowledge.Uploads;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Documents;

/// <summary>Gives an existing document new content: the original first, then everything else in one transaction.</summary>
internal sealed class DocumentReplacer(
    ModuleDatabase<KnowledgeSchema> database, IObjectStore store, IngestionSignal signal, TimeProvider timeProvider)
{
    public async Task<Result<ReplacedDocument>> ReplaceAsync(
        Principal principal, Guid id, ReceivedFile file, EditCondition condition, CancellationToken cancellationToken)
    {
        var early = await DecideAsync(principal, id, file, condition, cancellationToken);
        if (!early.IsSuccess)
        {
            return early.Error;
        }

        if (early.Value is { } unchanged)
        {
            return unchanged;
        }

        var result = await OriginalKeeping.KeepAsync(
            store,
            file.Pending,
            () => ApplyAsync(principal, id, file, condition, cancellationToken),
            IsReplaced,
            cancellationToken);
        if (IsReplaced(result))
        {
            signal.Wake();
        }

        return result;
    }

    /// <summary>Refuses, or recognises unchanged content, before the original is made durable; null when there is work to do.</summary>
    private async Task<Result<ReplacedDocument?>> DecideAsync(
        Principal principal, Guid id, ReceivedFile file, EditCondition condition, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var document = await ManagedDocument.LockAsync(transaction, principal, id, condition, cancellationToken);
        if (!document.IsSuccess)
        {
            return document.Error;
        }

        return Result.Success(await ContentSwap.IsUnchangedAsync(transaction, id, file, cancellationToken)
            ? Unchanged(document.Value)
            : null);
    }

    private async Task<Result<ReplacedDocument>> ApplyAsync(
        Principal principal, Guid id, ReceivedFile file, EditCondition condition, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var document = await ManagedDocument.LockAsync(transaction, principal, id, condition, cancellationToken);
        if (!document.IsSuccess)
        {
            return document.Error;
        }

        if (await ContentSwap.IsUnchangedAsync(transaction, id, file, cancellationToken))
        {
            return Unchanged(document.Value);
        }

        var replaced = await ContentSwap.ApplyAsync(
            transaction, document.Value, principal.UserId, file, timeProvider.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return replaced;
    }

    private static bool IsReplaced(Result<ReplacedDocument> result) => result is { IsSuccess: true, Value.Unchanged: false };

    private static ReplacedDocument Unchanged(ManagedDocument document) => new(
        document.Id, document.LatestVersion, Unchanged: true, document.Status, document.Position, $"/documents/{document.Id:D}");
}
