using Footnote.Retrieval.Fusion;

namespace Footnote.Evaluation.Fitting;

/// <summary>Fitted fusion weights and how well they do.</summary>
/// <param name="Model">Fitted on all collections; its JSON is the data file of the library.</param>
/// <param name="Sets">Each collection judged by weights that were fitted without it; those that were only judged come last.</param>
public sealed record FusionFittingReport(AdaptiveWeights Model, IReadOnlyList<FusionFittingSet> Sets);
