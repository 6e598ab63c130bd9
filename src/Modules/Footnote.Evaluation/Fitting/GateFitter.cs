using Footnote.Retrieval.Gate;

namespace Footnote.Evaluation.Fitting;

/// <summary>Fits the gate's logistic regression and judges it.</summary>
internal static class GateFitter
{
    private const double Penalty = 3;

    /// <summary>The threshold lets this share of the answerable examples pass: a needless "not found" is the dearer mistake.</summary>
    private const double PassShare = 0.93;

    public static LogisticModel Fit(IReadOnlyList<GateExample> examples, string provenance) =>
        Fit(EvidenceFeatures.Names, examples, e => e.Row, provenance);

    /// <summary>Fits on other inputs than those of the first look.</summary>
    public static LogisticModel Fit(
        IReadOnlyList<string> features, IReadOnlyList<GateExample> examples, Func<GateExample, double[]> rowOf, string provenance)
    {
        double[] counts = [.. examples.Select(e => WeightOf(e.Kind))];
        var model = LogisticRegression.Fit(
            features, [.. examples.Select(rowOf)], [.. examples.Select(e => e.IsAnswerable)], counts, Penalty);
        double[] passing = [.. examples.Where(e => e.IsAnswerable).Select(e => model.Probability(rowOf(e))).Order()];
        var threshold = passing[(int)((1 - PassShare) * passing.Length)];
        return new LogisticModel
        {
            Features = model.Features,
            Means = Rounded(model.Means),
            Scales = [.. Rounded(model.Scales).Select(scale => Math.Max(scale, 0.0001))],
            Weights = Rounded(model.Weights),
            Bias = Math.Round(model.Bias, 4),
            Threshold = Math.Round(threshold, 2),
            Provenance = provenance,
        };
    }

    /// <summary>One line per kind of unanswerable example.</summary>
    public static IEnumerable<GateFittingSet> Judge(LogisticModel model, string set, IReadOnlyList<GateExample> examples) =>
        Judge(e => model.Probability(e.Row), model.Threshold, set, examples);

    /// <summary>One line per kind of unanswerable example, by any measure of probability.</summary>
    public static IEnumerable<GateFittingSet> Judge(
        Func<GateExample, double> probabilityOf, double threshold, string set, IReadOnlyList<GateExample> examples)
    {
        double[] answerable = [.. examples.Where(e => e.IsAnswerable).Select(probabilityOf)];
        foreach (var kind in examples.Where(e => !e.IsAnswerable).GroupBy(e => e.Kind))
        {
            double[] unanswerable = [.. kind.Select(probabilityOf)];
            var refused = unanswerable.Count(p => p < threshold);
            var wrong = answerable.Count(p => p < threshold);
            yield return new GateFittingSet(
                set,
                kind.Key.ToString().ToLowerInvariant(),
                answerable.Length,
                unanswerable.Length,
                Auc(answerable, unanswerable),
                answerable.Length == 0 ? 0 : 1 - ((double)wrong / answerable.Length),
                (double)refused / unanswerable.Length,
                refused == 0 ? 0 : 2.0 * refused / (refused + wrong + unanswerable.Length));
        }
    }

    /// <summary>Another document may answer a question whose own was withheld, so that label counts less.</summary>
    private static double WeightOf(GateExampleKind kind) => kind == GateExampleKind.Withheld ? 0.3 : 1;

    private static double[] Rounded(IReadOnlyList<double> values) => [.. values.Select(value => Math.Round(value, 4))];

    private static double Auc(double[] positive, double[] negative) => positive.Length == 0 || negative.Length == 0
        ? 0
        : positive.Average(p => negative.Average(n => n < p ? 1 : n == p ? 0.5 : 0));
}
