namespace Footnote.Knowledge.Embedding;

/// <summary>The model that is searched, and the change of it that runs or ran last.</summary>
/// <param name="Model">The name of the active model.</param>
/// <param name="IndexedModelId">The id of the model whose embeddings this server searches; after a switch it follows within
/// seconds.</param>
/// <param name="State">idle, building, switched, cancelled or failed.</param>
/// <param name="Target">The name of the model of the change.</param>
/// <param name="TargetModelId">Its id.</param>
/// <param name="Embedded">Chunks that have its embeddings.</param>
/// <param name="Total">All chunks.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="SecondsLeft">An estimate while it is building.</param>
internal sealed record ReindexResponse(
    string Model,
    string IndexedModelId,
    string State,
    string? Target,
    string? TargetModelId,
    long Embedded,
    long Total,
    double Progress,
    double? SecondsLeft)
{
    public string? Error { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The entry of the change log by which the servers switched.</summary>
    public long? Position { get; init; }

    public static ReindexResponse From(string model, string indexedModelId, ReindexRow? row, DateTimeOffset now)
    {
        if (row is null)
        {
            return new ReindexResponse(model, indexedModelId, "idle", null, null, 0, 0, 0, null);
        }

        var isBuilding = row.State == ReindexRow.Building;
        var progress = row.Total == 0 || row.State == ReindexRow.Switched ? 1 : Math.Min(1, (double)row.Embedded / row.Total);
        double? left = isBuilding && row.Embedded > 0
            ? Math.Round((now - row.StartedAt).TotalSeconds / row.Embedded * (row.Total - row.Embedded), 1)
            : null;
        return new ReindexResponse(
            model, indexedModelId, row.State, row.ModelName, row.ModelId, row.Embedded, row.Total, Math.Round(progress, 4), left)
        {
            Error = row.Error,
            StartedAt = row.StartedAt,
            EndedAt = row.EndedAt,
            Position = row.Position,
        };
    }
}
