using System.Globalization;
using Footnote.Evaluation.Retrieval;
using Footnote.Retrieval.Fusion;

namespace Footnote.Evaluation.Fitting;

/// <summary>Fits the weights that follow the query.</summary>
public static class FusionFitting
{
    /// <summary>Strength of the penalty on large coefficients; a coefficient of 1 has to bring .001 nDCG@10.</summary>
    private const double Penalty = 0.001;

    /// <summary>Fits on several collections, and judges each by weights fitted on the others.</summary>
    /// <param name="collections">One entry per collection, all in hybrid mode.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static async Task<FusionFittingReport> FitAsync(
        IReadOnlyList<RetrievalEvaluationOptions> collections, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(collections);
        var examples = new List<FusionExample>();
        foreach (var collection in collections)
        {
            examples.AddRange(await new FusionExampleReader(collection).ReadAsync(cancellationToken));
        }

        return Fit(examples);
    }

    internal static FusionFittingReport Fit(IReadOnlyList<FusionExample> examples)
    {
        var fitter = new FusionFitter(Penalty);
        var sets = examples.GroupBy(e => e.Set, StringComparer.Ordinal).ToArray();
        var judged = sets
            .Select(set => Judge(set, fitter.Fit([.. examples.Where(e => !string.Equals(e.Set, set.Key, StringComparison.Ordinal))])))
            .ToArray();
        var gain = judged.Average(set => set.Adaptive - set.Fixed);
        var names = string.Join(", ", sets.Select(s => s.Key));
        var provenance = string.Create(
            CultureInfo.InvariantCulture,
            $"Fitted by `footnote eval fit-fusion` on {names} ({examples.Count} queries); "
            + $"leaving one out, the mean nDCG@10 changes by {gain:+0.0000;-0.0000} against .4/.6.");
        var model = fitter.Fit(examples);
        return new FusionFittingReport(
            model with
            {
                Means = Rounded(model.Means),
                Scales = Rounded(model.Scales),
                Coefficients = Rounded(model.Coefficients),
                Bias = Math.Round(model.Bias, 4),
                Provenance = provenance,
            },
            judged);
    }

    private static double[] Rounded(IReadOnlyList<double> values) => [.. values.Select(value => Math.Round(value, 4))];

    private static FusionFittingSet Judge(IGrouping<string, FusionExample> set, AdaptiveWeights others) => new(
        set.Key,
        set.Count(),
        set.Average(e => e.NdcgAt(0)),
        set.Average(e => e.NdcgAt(1)),
        set.Average(e => e.NdcgAt(FusionWeights.Default.Dense)),
        set.Average(e => e.NdcgAt(others.For(e.Row).Dense)));
}
