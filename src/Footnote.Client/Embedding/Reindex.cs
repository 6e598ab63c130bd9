namespace Footnote.Client.Embedding;

/// <summary>The model that is searched, and the change of it that runs or ran last.</summary>
/// <param name="Model">Name of the active model.</param>
/// <param name="IndexedModelId">Id of the model whose embeddings the server that answered searches.</param>
/// <param name="State">See <see cref="ReindexState"/>.</param>
/// <param name="Target">Name of the model of the change.</param>
/// <param name="TargetModelId">Its id.</param>
/// <param name="Embedded">Chunks that have its embeddings.</param>
/// <param name="Total">All chunks.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="SecondsLeft">An estimate while it is building.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Position">The entry of the change log by which the servers switched.</param>
public sealed record Reindex(
    string Model,
    string IndexedModelId,
    string State,
    string? Target,
    string? TargetModelId,
    long Embedded,
    long Total,
    double Progress,
    double? SecondsLeft,
    string? Error,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    long? Position)
{
    /// <summary>Whether the server that answered searches the embeddings of the change's model.</summary>
    public bool IsInUse => State == ReindexState.Switched && IndexedModelId == TargetModelId;
}
