using Dapper;
using Footnote.Knowledge.Changes;
using Footnote.Platform.Data;
using Footnote.Retrieval.Dense;
using Npgsql;

namespace Footnote.Knowledge.Embedding;

/// <summary>
/// One round of making embeddings that chunks lack: those of the active model, then those of the model that is being built, and when these
/// are complete the switch. One server of an installation at a time does it.
/// </summary>
internal sealed class EmbeddingRound(
    ModuleDatabase<KnowledgeSchema> database,
    EmbeddingModelState state,
    ChunkBackfill backfill,
    Reindexes reindexes,
    TimeProvider timeProvider)
{
    /// <summary>The advisory lock of the server whose turn it is.</summary>
    public const long LockKey = 0x466e656d62656473;

    /// <summary>Returns how many chunks of documents got an embedding of the active model.</summary>
    public async Task<int> RunAsync(bool includesActive, CancellationToken cancellationToken)
    {
        var models = await state.CurrentAsync(cancellationToken);
        if (models.Target is null && !includesActive)
        {
            return 0;
        }

        await using var turn = await database.OpenSystemAsync(cancellationToken);
        if (!await turn.QuerySingleAsync<bool>(new CommandDefinition(
            "select pg_try_advisory_lock(@LockKey)", new { LockKey }, cancellationToken: cancellationToken)))
        {
            return 0;
        }

        try
        {
            var filled = includesActive ? await FillActiveAsync(models.Active, cancellationToken) : 0;
            await BuildTargetAsync(turn, models, cancellationToken);
            return filled;
        }
        finally
        {
            await turn.ExecuteAsync("select pg_advisory_unlock(@LockKey)", new { LockKey });
        }
    }

    private async Task<int> FillActiveAsync(IEmbeddingGenerator generator, CancellationToken cancellationToken)
    {
        var filled = 0;
        for (var after = -1; await backfill.StepAsync(generator, after, cancellationToken) is { } step; after = step.Last)
        {
            await TellAsync(step, cancellationToken);
            filled += step.Chunks;
        }

        return filled;
    }

    /// <summary>The indexes take the embeddings in when the log names their documents.</summary>
    private async Task TellAsync(BackfillStep step, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var entries = step.Documents.Select(document =>
            new ChangeEntry(document.TenantId, document.DocumentId, ChangeKind.Embedded, VersionId: null, now)).ToList();
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ChangeLog.AppendAsync(transaction, entries, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task BuildTargetAsync(NpgsqlConnection connection, ModelSet models, CancellationToken cancellationToken)
    {
        if (models.Target is not { } target)
        {
            return;
        }

        // chunks of uploads that began before the change come late: look again from the start until nothing is missing
        while (true)
        {
            for (var after = -1; await backfill.StepAsync(target, after, cancellationToken) is { } step; after = step.Last)
            {
                if (await RevisionAsync(connection, cancellationToken) != models.Revision)
                {
                    return;
                }
            }

            if (await RevisionAsync(connection, cancellationToken) != models.Revision
                || await reindexes.SwitchAsync(models.Active.ModelId, cancellationToken))
            {
                return;
            }
        }
    }

    private static Task<int> RevisionAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<int>(new CommandDefinition(
            "select revision from embedding_model", cancellationToken: cancellationToken));
}
