using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Changes;
using Footnote.Knowledge.Documents;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Access;

/// <summary>Changes the readers of a document: row and entry of the change log in one transaction.</summary>
internal sealed class ReaderEditing(
    ModuleDatabase<KnowledgeSchema> database, ReaderCheck check, IOptions<KnowledgeOptions> options, TimeProvider timeProvider)
{
    public async Task<Result<DocumentReaders>> CheckAsync(Principal principal, ReadersRequest request, CancellationToken cancellationToken)
    {
        var faults = new FieldErrors();
        var readers = request.Read("readers", options.Value, faults);
        if (readers is null)
        {
            return faults.ToError();
        }

        return await check.FaultAsync(principal.TenantId, readers, path: string.Empty, cancellationToken) is { } fault ? fault : readers;
    }

    /// <summary>The position and revision after the change; those of before when nothing differs.</summary>
    public async Task<Result<ChangedReaders>> ApplyAsync(
        Principal principal, Guid id, DocumentReaders readers, EditCondition condition, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var found = await ManagedDocument.LockAsync(transaction, principal, id, condition, cancellationToken);
        if (!found.IsSuccess)
        {
            return found.Error;
        }

        var document = found.Value;
        var keys = readers.ToKeys(document.Owner);
        if (keys.SequenceEqual(document.Readers, StringComparer.Ordinal))
        {
            return new ChangedReaders(document.Position, document.Revision);
        }

        const string Sql = """
            update documents set readers = @keys, restricted = @Restricted, revision = revision + 1, updated_at = @now
            where id = @id and tenant_id = @TenantId
            """;
        var now = timeProvider.GetUtcNow();
        await connection.ExecuteAsync(new CommandDefinition(
            Sql,
            new { id, principal.TenantId, keys, Restricted = !readers.Everyone, now },
            transaction,
            cancellationToken: cancellationToken));
        var entry = new ChangeEntry(document.TenantId, id, ChangeKind.Access, VersionId: null, now);
        var position = await ChangeLog.AppendAsync(transaction, entry, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ChangedReaders(position, document.Revision + 1);
    }
}
