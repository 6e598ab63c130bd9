using Footnote.Knowledge.Embedding;
using Footnote.Knowledge.Vectors.Feed;
using Footnote.Platform.Data;
using Footnote.Retrieval.Dense;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Footnote.Knowledge.Indexing;

/// <summary>
/// Brings this server's vector index to another model: the new one is built beside the old, which serves until the new one holds
/// everything. Where the embeddings are outside, the switch waits until they are all there.
/// Used by the thread that follows the log.
/// </summary>
internal sealed class ModelSwitch(
    ModuleDatabase<KnowledgeSchema> database, IndexHost host, EmbeddingModelState state, VectorFeedState feed, ILogger<ModelSwitch> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private readonly HashSet<Guid> _touched = [];
    private (Task<BuiltVectors> Vectors, string ModelId)? _building;
    private CancellationTokenSource? _abandoned;

    public async Task<IEmbeddingGenerator> ActiveAsync(CancellationToken cancellationToken) =>
        (await state.CurrentAsync(cancellationToken)).Active;

    /// <summary>The model whose embeddings are kept in memory, for indexes of a model.</summary>
    public string KeptModel(string modelId) => feed.KeptModel(modelId);

    /// <summary>Begins to build the index of the active model, unless it is there or under way.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        var active = await ActiveAsync(cancellationToken);
        if (active.ModelId == (_building?.ModelId ?? host.ModelId))
        {
            return;
        }

        Abandon();
        if (active.ModelId != host.ModelId)
        {
            _abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var token = _abandoned.Token;
            _building = (Task.Run(() => BuildAsync(active, token), token), active.ModelId);
        }
    }

    /// <summary>Documents that change while the new index is being built are read again at its end.</summary>
    public void Touch(IEnumerable<Guid> documents)
    {
        if (_building is not null)
        {
            _touched.UnionWith(documents);
        }
    }

    /// <summary>Takes the new index into use when it is complete.</summary>
    public async Task CompleteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_building is not { Vectors.IsCompleted: true } building)
        {
            return;
        }

        _building = null;
        _abandoned?.Dispose();
        _abandoned = null;
        var built = await building.Vectors;
        await foreach (var chunk in IndexLoader.LoadAsync(
            connection, [.. _touched], KeptModel(building.ModelId), cancellationToken))
        {
            built.Leg.Add(chunk.Ordinal, chunk.Vector);
        }

        _touched.Clear();
        built.Retain(host.Catalog.All().SelectMany(document => document.Ordinals).ToHashSet());
        host.Use(built.Leg);
        Log.ModelSwitched(logger, building.ModelId, built.Leg.Index.Count);
    }

    private async Task<BuiltVectors> BuildAsync(IEmbeddingGenerator active, CancellationToken cancellationToken)
    {
        if (KeptModel(active.ModelId) == active.ModelId)
        {
            return await BuiltVectors.BuildAsync(database, active, cancellationToken);
        }

        await feed.WhenFilledAsync(active.ModelId, Look, cancellationToken);
        return new BuiltVectors(VectorLeg.Empty(active));
    }

    /// <summary>Forgets an index that is not needed any more.</summary>
    private void Abandon()
    {
        if (_building is { } building)
        {
            _abandoned?.Cancel();
            _ = DisposeAsync(building.Vectors);
        }

        _abandoned?.Dispose();
        _abandoned = null;
        _building = null;
        _touched.Clear();
    }

    private static async Task DisposeAsync(Task<BuiltVectors> building)
    {
        try
        {
            (await building).Leg.Dispose();
        }
        catch (Exception fault) when (fault is OperationCanceledException or NpgsqlException)
        {
            // there is nothing to dispose of
        }
    }
}
