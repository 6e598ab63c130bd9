namespace Footnote.Evaluation.Fitting;

/// <summary>nDCG@10 of one collection by different weights.</summary>
/// <param name="Set">The collection.</param>
/// <param name="Queries">Its judged queries.</param>
/// <param name="Lexical">The lexical leg alone.</param>
/// <param name="Dense">The dense leg alone.</param>
/// <param name="Fixed">The fixed weights .4 and .6.</param>
/// <param name="Adaptive">Weights that follow the query, fitted on the other collections.</param>
public sealed record FusionFittingSet(string Set, int Queries, double Lexical, double Dense, double Fixed, double Adaptive)
{
    /// <summary>The mean over collections, named "mean".</summary>
    public static FusionFittingSet MeanOf(IReadOnlyList<FusionFittingSet> sets) => new(
        "mean",
        sets.Sum(set => set.Queries),
        sets.Average(set => set.Lexical),
        sets.Average(set => set.Dense),
        sets.Average(set => set.Fixed),
        sets.Average(set => set.Adaptive));
}
