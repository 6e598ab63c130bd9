using Footnote.Retrieval.Fusion;

namespace Footnote.Evaluation.Fitting;

/// <summary>
/// Finds the coefficients of <see cref="AdaptiveWeights"/> by coordinate ascent on what counts: the mean over collections of the mean
/// nDCG@10, less a penalty on large coefficients. Deterministic.
/// </summary>
internal sealed class FusionFitter(double penalty)
{
    private const double Lowest = 0.1;
    private const double Highest = 0.9;
    private static readonly double[] StepSizes = [0.8, 0.4, 0.2, 0.1, 0.05];

    public AdaptiveWeights Fit(IReadOnlyList<FusionExample> examples)
    {
        var width = FusionSignals.Names.Count;
        var means = new double[width];
        var scales = new double[width];
        for (var j = 0; j < width; j++)
        {
            var mean = examples.Average(e => e.Row[j]);
            var deviation = Math.Sqrt(examples.Average(e => (e.Row[j] - mean) * (e.Row[j] - mean)));
            (means[j], scales[j]) = (mean, deviation > 1e-9 ? deviation : 1);
        }

        var model = new AdaptiveWeights
        {
            Signals = FusionSignals.Names,
            Means = means,
            Scales = scales,
            Coefficients = new double[width],
            Bias = 0.4,
            Lowest = Lowest,
            Highest = Highest,
            Provenance = "",
        };
        IReadOnlyList<IGrouping<string, FusionExample>> sets = [.. examples.GroupBy(e => e.Set, StringComparer.Ordinal)];
        return StepSizes.Aggregate(model, (current, step) => Climb(current, step, sets));
    }

    /// <summary>The mean over collections of the mean nDCG@10 under a model.</summary>
    public static double Score(AdaptiveWeights model, IEnumerable<IGrouping<string, FusionExample>> sets) =>
        sets.Average(set => set.Average(e => e.NdcgAt(model.For(e.Row).Dense)));

    private AdaptiveWeights Climb(AdaptiveWeights model, double step, IReadOnlyList<IGrouping<string, FusionExample>> sets)
    {
        var best = Objective(model, sets);
        var isBetter = true;
        while (isBetter)
        {
            isBetter = false;
            for (var j = -1; j < model.Coefficients.Count; j++)
            {
                foreach (var change in (double[])[step, -step])
                {
                    var moved = Move(model, j, change);
                    var score = Objective(moved, sets);
                    if (score > best + 1e-7)
                    {
                        (model, best, isBetter) = (moved, score, true);
                    }
                }
            }
        }

        return model;
    }

    private double Objective(AdaptiveWeights model, IReadOnlyList<IGrouping<string, FusionExample>> sets) =>
        Score(model, sets) - (penalty * model.Coefficients.Sum(c => c * c));

    private static AdaptiveWeights Move(AdaptiveWeights model, int coefficient, double change)
    {
        if (coefficient < 0)
        {
            return model with { Bias = model.Bias + change };
        }

        var moved = model.Coefficients.ToArray();
        moved[coefficient] += change;
        return model with { Coefficients = moved };
    }
}
