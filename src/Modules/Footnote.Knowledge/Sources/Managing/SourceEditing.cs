using Footnote.Identity;
using Footnote.Knowledge.Access;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>Makes and changes sources from what requests say.</summary>
internal sealed class SourceEditing(
    ModuleDatabase<KnowledgeSchema> database, SourceCheck check, ReaderCheck readers, SourceWriter writer, SourceQueries queries)
{
    public async Task<Result<SourceResponse>> CreateAsync(Principal principal, SourceBody body, CancellationToken cancellationToken)
    {
        var draft = await DraftAsync(principal, body, cancellationToken);
        if (!draft.IsSuccess)
        {
            return draft.Error;
        }

        var id = await writer.CreateAsync(principal.TenantId, principal.UserId, draft.Value, cancellationToken);
        return id.IsSuccess ? await ReadAsync(principal.TenantId, id.Value, cancellationToken) : id.Error;
    }

    /// <summary>Members that are absent keep their value; those of the place (folder, website, s3, git) are given whole.</summary>
    public async Task<Result<SourceResponse>> UpdateAsync(
        Principal principal, Guid id, SourceBody body, CancellationToken cancellationToken)
    {
        var present = await queries.ReadAsync(principal.TenantId, id, after: null, fetch: 1, cancellationToken);
        if (present is not [var source])
        {
            return Error.NotFound("source");
        }

        var draft = await DraftAsync(principal, SourceMerge.Apply(source, body), cancellationToken);
        if (!draft.IsSuccess)
        {
            return draft.Error;
        }

        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await SourceQueries.LockAsync(transaction, principal.TenantId, id, cancellationToken) is not { } row)
        {
            return Error.NotFound("source");
        }

        if (row.Kind != draft.Value.Kind)
        {
            return Error.Validation(draft.Value.Kind, $"must stay a source of the kind {row.Kind}");
        }

        var losesSecrets = draft.Value.Secrets is null && SourceMerge.LeadsElsewhere(row.ReadSettings(), draft.Value.Settings);
        var written = await writer.UpdateAsync(
            row, losesSecrets ? draft.Value with { Secrets = new SourceSecrets() } : draft.Value, transaction, cancellationToken);
        return written.IsSuccess ? await ReadAsync(principal.TenantId, id, cancellationToken) : written.Error;
    }

    private async Task<Result<SourceDraft>> DraftAsync(Principal principal, SourceBody body, CancellationToken cancellationToken)
    {
        var draft = check.Check(body);
        return draft.IsSuccess
            && await readers.FaultAsync(principal.TenantId, draft.Value.Readers, "readers.", cancellationToken) is { } fault
                ? fault : draft;
    }

    private async Task<Result<SourceResponse>> ReadAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        var rows = await queries.ReadAsync(tenantId, id, after: null, fetch: 1, cancellationToken);
        return rows is [var source] ? source : Error.NotFound("source");
    }
}
