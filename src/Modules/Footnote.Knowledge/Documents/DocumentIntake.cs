using System.Text;
using Dapper;
using Footnote.Knowledge.Ingestion;
using Footnote.Knowledge.Uploads;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Npgsql;

namespace Footnote.Knowledge.Documents;

/// <summary>
/// How synchronised sources (folder, website, bucket, repository) keep their documents. A document is known by the source and its name
/// there, <c>(source id, source ref)</c>; both survive every version.
/// <para>
/// <see cref="CreateOrReplaceAsync"/> takes the bytes and what belongs to them, and makes the document, gives it a new version, changes its
/// metadata or does nothing; calling it again with the same is free of effects, so a run that died can simply be repeated. It returns when
/// the content is durable and queued, not when it is searchable; watch <c>documents.status</c> for that. Errors are those of an upload
/// (too large, unsupported, empty, bad name, validation) and concern this one document: note it and go on with the next. A full disk and
/// an unreachable database are thrown.
/// </para>
/// <para>
/// <see cref="DeleteAsync"/> deletes like a person would: the next search does not find it, it can be restored for a while, and after that
/// the name is free for a new document. A document that a person deleted is unknown here, so a source that brings it again makes a new
/// one; sources that must respect such deletions look at <see cref="WasDeletedAsync"/> first.
/// </para>
/// <para>Thread-safe. Two calls at once for the same name: one of them gets CONFLICT and may be repeated.</para>
/// </summary>
internal sealed class DocumentIntake(
    ModuleDatabase<KnowledgeSchema> database, UploadReceiver receiver, DocumentCreator creator, IntakeWriter writer,
    TimeProvider timeProvider)
{
    private const int MaximumRefBytes = 2000;

    /// <summary>Stores a document of a source for an owner. The stream is read once and left open.</summary>
    public async Task<Result<IntakeOutcome>> CreateOrReplaceAsync(
        DocumentOwner owner, IntakeRequest request, Stream content, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetByteCount(request.SourceRef) is 0 or > MaximumRefBytes)
        {
            return Error.Validation("source_ref", $"must be 1 to {MaximumRefBytes} bytes");
        }

        var fields = writer.Check(request);
        if (!fields.IsSuccess)
        {
            return fields.Error;
        }

        var received = await receiver.ReceiveStreamAsync(content, request.FileName, cancellationToken);
        if (!received.IsSuccess)
        {
            return received.Error;
        }

        await using var file = received.Value with { Fields = fields.Value, Priority = IngestionPriority.Bulk };
        var replaced = await writer.ReplaceAsync(owner, file, cancellationToken);
        if (!replaced.IsSuccess)
        {
            return replaced.Error;
        }

        if (replaced.Value is { } outcome)
        {
            return outcome;
        }

        try
        {
            var created = await creator.CreateAsync(owner, file, idempotencyKey: null, cancellationToken);
            return created.Match<Result<IntakeOutcome>>(
                document => new IntakeOutcome(document.Id, IntakeKind.Created, document.Position), error => error);
        }
        catch (PostgresException fault) when (fault is
        { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "documents_of_source" })
        {
            return Error.Conflict("The source brings a document of this name at the same time already.");
        }
    }

    /// <summary>Deletes a document that its source no longer has; returns the position of the deletion, null when there was none.</summary>
    public async Task<long?> DeleteAsync(Guid tenantId, Guid sourceId, string sourceRef, CancellationToken cancellationToken)
    {
        const string Sql = """
            select id from documents
            where tenant_id = @tenantId and source_id = @sourceId and source_ref = @sourceRef and deleted_at is null for update
            """;
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var id = await connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(
            Sql, new { tenantId, sourceId, sourceRef }, transaction, cancellationToken: cancellationToken));
        if (id is not { } found)
        {
            return null;
        }

        var position = await DocumentRemoval.RemoveAsync(transaction, tenantId, [found], timeProvider.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return position;
    }

    /// <summary>Whether the newest document of this name is deleted, and not yet removed for good.</summary>
    public async Task<bool> WasDeletedAsync(Guid tenantId, Guid sourceId, string sourceRef, CancellationToken cancellationToken)
    {
        const string Sql = """
            select exists (
                select 1 from documents
                where tenant_id = @tenantId and source_id = @sourceId and source_ref = @sourceRef and deleted_at is not null)
            and not exists (
                select 1 from documents
                where tenant_id = @tenantId and source_id = @sourceId and source_ref = @sourceRef and deleted_at is null)
            """;
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        return await connection.QuerySingleAsync<bool>(new CommandDefinition(
            Sql, new { tenantId, sourceId, sourceRef }, cancellationToken: cancellationToken));
    }
}
