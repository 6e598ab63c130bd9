using Footnote.Retrieval.Gate;

namespace Footnote.Evaluation.Fitting;

/// <summary>Fitted coefficients of the evidence gate and how well they do.</summary>
/// <param name="Model">Fitted on all collections; its JSON is the data file of the library.</param>
/// <param name="Sets">Each collection judged by coefficients that were fitted without it, with a dense leg.</param>
public sealed record GateFittingReport(EvidenceGateModel Model, IReadOnlyList<GateFittingSet> Sets);
