namespace Footnote.Client.Embedding;

/// <summary>The states of a change of the embedding model.</summary>
public static class ReindexState
{
    /// <summary>There was no change yet.</summary>
    public const string Idle = "idle";

    /// <summary>Embeddings are being made; the old model is searched.</summary>
    public const string Building = "building";

    /// <summary>The new model is active.</summary>
    public const string Switched = "switched";

    /// <summary>It was cancelled; the old model stayed.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>It failed; the old model stayed.</summary>
    public const string Failed = "failed";
}
