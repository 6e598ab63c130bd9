using Footnote.Retrieval.Gate;

namespace Footnote.Evaluation.Fitting;

/// <summary>Fitted coefficients of the gate's second look and how well questions it was not fitted on are judged.</summary>
/// <param name="Model">The coefficients, for the second look of the gate's data file.</param>
/// <param name="Without">Each collection judged by the first look alone.</param>
/// <param name="With">The same, with the second look.</param>
public sealed record SecondLookFittingReport(
    LogisticModel Model, IReadOnlyList<GateFittingSet> Without, IReadOnlyList<GateFittingSet> With);
