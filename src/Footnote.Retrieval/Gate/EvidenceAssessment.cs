namespace Footnote.Retrieval.Gate;

/// <summary>Whether what was retrieved can answer the question.</summary>
/// <param name="Probability">The calibrated probability that it can, 0 to 1.</param>
/// <param name="IsSufficient">Whether the probability reaches the threshold.</param>
/// <param name="Reason">Null when sufficient, else "nothing_retrieved", "unknown_terms" or "weak_evidence".</param>
public sealed record EvidenceAssessment(double Probability, bool IsSufficient, string? Reason)
{
    /// <summary>The words of the question, as written, that occur in none of the passages judged; what "unknown_terms" rests on.</summary>
    public IReadOnlyList<string> MissingTerms { get; init; } = [];

    /// <summary>The share of the question's weight, 0 to 1, that lies on names which no document mentions.</summary>
    public double UnknownShare { get; init; }

    /// <summary>The inputs of the judgement by name; empty unless an explanation was asked for.</summary>
    public IReadOnlyDictionary<string, double> Features { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
}
