namespace Footnote.Client.Embedding;

/// <summary>A change of the embedding model that has begun.</summary>
/// <param name="Target">Name of the model.</param>
/// <param name="TargetModelId">Its id.</param>
/// <param name="StatusUrl">Where its progress is.</param>
public sealed record ReindexAccepted(string Target, string TargetModelId, string StatusUrl);
