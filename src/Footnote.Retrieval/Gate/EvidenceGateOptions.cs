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
}
