using Dapper;
using Footnote.Knowledge.Changes;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Npgsql;

namespace Footnote.Knowledge.Embedding;

/// <summary>The changes of the embedding model: begin, look, cancel, complete. One at a time for the whole installation.</summary>
internal sealed class Reindexes(ModuleDatabase<KnowledgeSchema> database, IEmbeddingModels models, TimeProvider timeProvider)
{
    public async Task<Result<ReindexRow>> BeginAsync(string name, CancellationToken cancellationToken)
    {
        string modelId;
        try
        {
            modelId = (await models.OpenAsync(name, cancellationToken)).ModelId;
        }
        catch (EmbeddingModelException fault)
        {
            return KnowledgeErrors.ModelUnusable(fault.Message);
        }

        await using var connection = await database.OpenSystemAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await EmbeddingModelState.ChangeAsync(transaction, cancellationToken);
        var active = await connection.QuerySingleAsync<string?>(new CommandDefinition(
            "select name from embedding_model", transaction: transaction, cancellationToken: cancellationToken)) ?? models.DefaultName;
        if (active == name || (await models.OpenAsync(active, cancellationToken)).ModelId == modelId)
        {
            return KnowledgeErrors.ModelInUse(name);
        }

        const string Sql = """
            insert into reindexes (id, model_name, model_id, state, started_at) values (@Id, @name, @modelId, 'building', @now)
            """;
        try
        {
            var now = timeProvider.GetUtcNow();
            await connection.ExecuteAsync(new CommandDefinition(
                Sql, new { Id = Guid.CreateVersion7(now), name, modelId, now }, transaction, cancellationToken: cancellationToken));
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return KnowledgeErrors.ReindexRunning();
        }

        await transaction.CommitAsync(cancellationToken);
        return await LatestAsync(cancellationToken) ?? throw new InvalidOperationException("The change that was begun is gone.");
    }

    /// <summary>The latest change with its progress; null when there was none yet.</summary>
    public async Task<ReindexRow?> LatestAsync(CancellationToken cancellationToken)
    {
        const string Sql = """
            select r.*, (select count(*) from chunks) as total,
                (select count(*) from embeddings e where e.model_id = r.model_id) as embedded
            from reindexes r order by r.started_at desc, r.id desc limit 1
            """;
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ReindexRow>(new CommandDefinition(Sql, cancellationToken: cancellationToken));
    }

    /// <summary>The name of the model that is searched.</summary>
    public async Task<string> ActiveAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        return await connection.QuerySingleAsync<string?>(new CommandDefinition(
            "select name from embedding_model", cancellationToken: cancellationToken)) ?? models.DefaultName;
    }

    /// <summary>Ends the present change without a switch; false when there is none.</summary>
    public async Task<bool> EndAsync(string state, string? error, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await EmbeddingModelState.ChangeAsync(transaction, cancellationToken);
        const string Sql = "update reindexes set state = @state, error = @error, ended_at = @now where state = 'building'";
        var ended = await connection.ExecuteAsync(new CommandDefinition(
            Sql, new { state, error, now = timeProvider.GetUtcNow() }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return ended > 0;
    }

    /// <summary>
    /// Makes the target the active model, in one transaction with the log entry that tells every server; false when chunks without its
    /// embeddings have come meanwhile, or the change was cancelled.
    /// </summary>
    public async Task<bool> SwitchAsync(string replacedModelId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // from here on nobody publishes: whoever is about to finds the models changed and embeds for the new one
        await EmbeddingModelState.ChangeAsync(transaction, cancellationToken);
        const string Sql = """
            with done as (
                update reindexes r set state = 'switched', ended_at = @now, replaced_model_id = @replacedModelId
                where r.state = 'building' and not exists (
                    select 1 from chunks c
                    where not exists (select 1 from embeddings e where e.model_id = r.model_id and e.ordinal = c.ordinal))
                returning r.model_name)
            update embedding_model set name = done.model_name from done
            """;
        var now = timeProvider.GetUtcNow();
        if (await connection.ExecuteAsync(new CommandDefinition(
            Sql, new { now, replacedModelId }, transaction, commandTimeout: 0, cancellationToken: cancellationToken)) == 0)
        {
            return false;
        }

        var entry = new ChangeEntry(Guid.Empty, Guid.Empty, ChangeKind.ModelSwitched, VersionId: null, now);
        var position = await ChangeLog.AppendAsync(transaction, entry, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "update reindexes set position = @position where ended_at = @now", new { position, now }, transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
