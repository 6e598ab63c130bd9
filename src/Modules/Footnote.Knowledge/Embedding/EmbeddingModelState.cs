using System.Data.Common;
using Dapper;
using Footnote.Platform.Data;
using Footnote.Retrieval.Dense;
using Microsoft.Extensions.Logging;

namespace Footnote.Knowledge.Embedding;

/// <summary>Which models are in use, as the database says; shared by all servers.</summary>
internal sealed class EmbeddingModelState(
    ModuleDatabase<KnowledgeSchema> database, IEmbeddingModels models, ILogger<EmbeddingModelState> logger)
{
    private string? _reported;

    /// <exception cref="EmbeddingModelException">This server cannot load the active model.</exception>
    public async Task<ModelSet> CurrentAsync(CancellationToken cancellationToken)
    {
        const string Sql = """
            select m.revision, m.name, r.model_name as target from embedding_model m left join reindexes r on r.state = 'building'
            """;
        await using var connection = await database.OpenSystemAsync(cancellationToken);
        var row = await connection.QuerySingleAsync<Row>(new CommandDefinition(Sql, cancellationToken: cancellationToken));
        var active = await models.OpenAsync(row.Name ?? models.DefaultName, cancellationToken);
        return new ModelSet(row.Revision, active, await TryOpenAsync(row.Target, cancellationToken));
    }

    /// <summary>
    /// Within a transaction that writes embeddings: holds the models as they are until it ends.
    /// </summary>
    /// <exception cref="ModelsChangedException">They are no longer those of the revision.</exception>
    public static async Task RequireAsync(DbTransaction transaction, int revision, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        var present = await connection.QuerySingleAsync<int>(new CommandDefinition(
            "select revision from embedding_model for share", transaction: transaction, cancellationToken: cancellationToken));
        if (present != revision)
        {
            throw new ModelsChangedException();
        }
    }

    /// <summary>Within a transaction that changes the models: nobody else writes embeddings until it ends.</summary>
    public static Task ChangeAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        return connection.ExecuteAsync(new CommandDefinition(
            "update embedding_model set revision = revision + 1", transaction: transaction, cancellationToken: cancellationToken));
    }

    private async Task<IEmbeddingGenerator?> TryOpenAsync(string? name, CancellationToken cancellationToken)
    {
        try
        {
            return name is null ? null : await models.OpenAsync(name, cancellationToken);
        }
        catch (EmbeddingModelException fault)
        {
            if (Interlocked.Exchange(ref _reported, name) != name)
            {
                Log.TargetUnavailable(logger, fault.Message);
            }

            return null;
        }
    }

    private sealed class Row
    {
        public int Revision { get; init; }

        public string? Name { get; init; }

        public string? Target { get; init; }
    }
}
