namespace Footnote.Retrieval.Pipeline;

/// <summary>What the stages did, in the order they ended.</summary>
/// <param name="Stages">One entry per stage that ran.</param>
public sealed record RetrievalTrace(IReadOnlyList<StageTrace> Stages)
{
    /// <summary>The time of all stages together.</summary>
    public double TotalMilliseconds => Stages.Sum(stage => stage.Milliseconds);
}
