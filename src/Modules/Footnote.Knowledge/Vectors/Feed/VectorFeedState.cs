using System.Diagnostics.Metrics;
using Footnote.Knowledge.Indexing;

namespace Footnote.Knowledge.Vectors.Feed;

/// <summary>What this server knows of the feeds of the index outside.</summary>
internal sealed class VectorFeedState
{
    private readonly VectorSetup _setup;
    private IReadOnlyDictionary<string, VectorFeedRow> _feeds = new Dictionary<string, VectorFeedRow>(StringComparer.Ordinal);
    private string? _searched;

    public VectorFeedState(VectorSetup setup, IMeterFactory meters, TimeProvider timeProvider)
    {
        _setup = setup;
        Position = new IndexPosition(timeProvider);
        meters.Create(Telemetry.MeterName).CreateObservableGauge(
            "footnote.knowledge.vectors.lag",
            () => Position.Lag,
            "{entry}",
            "Entries of the change log that the vector index outside does not hold yet.");
    }

    /// <summary>The last entry of the log that the index outside holds, for the model that is searched.</summary>
    public IndexPosition Position { get; }

    /// <summary>What keeps the feed from going on.</summary>
    public string? Trouble => Feeds.Values.Select(feed => feed.Trouble).FirstOrDefault(trouble => trouble is not null);

    /// <summary>Whether the model that is searched is not there as a whole yet.</summary>
    public bool IsFilling => _setup.IsOutside && !(Volatile.Read(ref _searched) is { } model && IsFilled(model));

    private IReadOnlyDictionary<string, VectorFeedRow> Feeds => Volatile.Read(ref _feeds);

    /// <summary>Whether every chunk that had an embedding of a model when its filling began is in the index.</summary>
    public bool IsFilled(string modelId) => Feeds.TryGetValue(modelId, out var feed) && feed.State != VectorFeedRow.Filling;

    /// <summary>The model whose embeddings each process keeps in memory: none where they are outside.</summary>
    public string KeptModel(string modelId) => _setup.IsOutside ? string.Empty : modelId;

    /// <summary>Takes in what the table says.</summary>
    public void Show(IReadOnlyList<VectorFeedRow> feeds, string searchedModel, long head)
    {
        Volatile.Write(ref _feeds, feeds.ToDictionary(feed => feed.ModelId, StringComparer.Ordinal));
        Volatile.Write(ref _searched, searchedModel);
        Position.Announce(head);
        var position = IsFilled(searchedModel) ? Feeds[searchedModel].Position : 0;
        if (position != Position.Value)
        {
            Position.Advance(position);
        }
    }

    /// <summary>Waits until every chunk of a model is in the index outside.</summary>
    public async Task WhenFilledAsync(string modelId, TimeSpan pause, CancellationToken cancellationToken)
    {
        while (!IsFilled(modelId))
        {
            await Task.Delay(pause, cancellationToken);
        }
    }
}
