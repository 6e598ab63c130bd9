using System.Globalization;
using Footnote.Evaluation.Retrieval;
using Footnote.Retrieval.Fusion;

namespace Footnote.Evaluation.Fitting;

/// <summary>Fits the weights that follow the query.</summary>
public static class FusionFitting
{
    /// <summary>Strength of the penalty on large coefficients; a coefficient of 1 has to bring .001 nDCG@10.</summary>
    private const double Penalty = 0.001;

    /// <summary>A signal that hardly varies must not be divided by a scale that rounding made zero.</summary>
    private const double SmallestScale = 0.0001;

    /// <summary>
    /// Fits on several collections and judges each by weights fitted on the others; further ones are only judged, by weights fitted on all.
    /// </summary>
    /// <param name="collections">One entry per collection to fit on, all in hybrid mode.</param>
    /// <param name="judged">Collections that take no part in the fit.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static async Task<FusionFittingReport> FitAsync(
        IReadOnlyList<RetrievalEvaluationOptions> collections,
        IReadOnlyList<RetrievalEvaluationOptions> judged,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(collections);
        ArgumentNullException.ThrowIfNull(judged);
        return Fit(await ReadAsync(collections, cancellationToken), await ReadAsync(judged, cancellationToken));
    }

    internal static FusionFittingReport Fit(IReadOnlyList<FusionExample> examples, IReadOnlyList<FusionExample> judgedOnly)
    {
        var fitter = new FusionFitter(Penalty);
        var sets = examples.GroupBy(e => e.Set, StringComparer.Ordinal).ToArray();
        var judged = sets
            .Select(set => Judge(set, fitter.Fit([.. examples.Where(e => !string.Equals(e.Set, set.Key, StringComparison.Ordinal))])))
            .ToArray();
        var gain = judged.Average(set => set.Adaptive - set.Fixed);
        var names = string.Join(' ', sets.Select(s => s.Key));
        var provenance = string.Create(
            CultureInfo.InvariantCulture,
            $"Fitted by `footnote eval fit-fusion --data {names}` ({examples.Count} queries); "
            + $"leaving one out, the mean nDCG@10 changes by {gain:+0.0000;-0.0000} against .4/.6.");
        var fitted = fitter.Fit(examples);
        var model = fitted with
        {
            Means = Rounded(fitted.Means),
            Scales = [.. Rounded(fitted.Scales).Select(scale => Math.Max(scale, SmallestScale))],
            Coefficients = Rounded(fitted.Coefficients),
            Bias = Math.Round(fitted.Bias, 4),
            Provenance = provenance,
        };
        var others = judgedOnly.GroupBy(e => e.Set, StringComparer.Ordinal).Select(set => Judge(set, model));
        return new FusionFittingReport(model, [.. judged, .. others]);
    }

    private static async Task<IReadOnlyList<FusionExample>> ReadAsync(
        IReadOnlyList<RetrievalEvaluationOptions> collections, CancellationToken cancellationToken)
    {
        var examples = new List<FusionExample>();
        foreach (var collection in collections)
        {
            examples.AddRange(await new FusionExampleReader(collection).ReadAsync(cancellationToken));
        }

        return examples;
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
