namespace Footnote.Retrieval.Metrics;

/// <summary>The measures of one ranking, or their means over queries. All in 0..1.</summary>
/// <param name="NdcgAt10">nDCG over the first ten ranks, gains are the grades.</param>
/// <param name="RecallAt100">Share of the relevant documents within the first hundred.</param>
/// <param name="MrrAt10">Reciprocal rank of the first relevant document within ten.</param>
/// <param name="AveragePrecision">Average precision over the whole ranking (its mean over queries is MAP).</param>
/// <param name="PrecisionAt10">Share of the first ten that is relevant.</param>
public readonly record struct QueryMeasures(
    double NdcgAt10, double RecallAt100, double MrrAt10, double AveragePrecision, double PrecisionAt10);
