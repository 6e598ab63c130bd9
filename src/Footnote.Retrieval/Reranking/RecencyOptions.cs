namespace Footnote.Retrieval.Reranking;

/// <summary>How much age counts.</summary>
public sealed class RecencyOptions
{
    /// <summary>The age at which a document's recency is one half; above zero, default 90 days.</summary>
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The largest share of its score a document can lose by age; 0 (off) to 1, default .3.</summary>
    public float Weight { get; init; } = 0.3f;

    /// <summary>Whether it runs for every query; default only for those that ask for what is new ("latest", "current", ...).</summary>
    public bool Always { get; init; }
}
