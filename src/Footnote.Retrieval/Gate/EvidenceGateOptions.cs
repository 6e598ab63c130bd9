namespace Footnote.Retrieval.Gate;

/// <summary>How strict the gate is.</summary>
public sealed class EvidenceGateOptions
{
    /// <summary>
    /// The probability from which on evidence is sufficient, 0 (never refuse) to 1; null (default) takes the fitted threshold.
    /// </summary>
    public double? Threshold { get; init; }

    /// <summary>How many of the first chunks are judged together; 1 to 20, default 5.</summary>
    public int Depth { get; init; } = 5;

    /// <summary>
    /// The probability of the first look from which on a second look, when asked for, is worth its cost; 0 to 1, default .02. What lies
    /// below is off topic.
    /// </summary>
    public double SecondLookFrom { get; init; } = 0.02;

    /// <summary>
    /// Languages of queries that the cross-encoder reads; default English. A query of unknown language counts as one of them.
    /// </summary>
    public IReadOnlyList<string> SecondLookLanguages { get; init; } = ["en"];
}
