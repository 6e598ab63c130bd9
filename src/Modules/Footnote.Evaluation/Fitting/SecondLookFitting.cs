using System.Globalization;
using Footnote.Evaluation.Retrieval;
using Footnote.Retrieval.Gate;
using Footnote.Retrieval.Reranking;

namespace Footnote.Evaluation.Fitting;

/// <summary>Fits the evidence gate's second look, which weighs a cross-encoder's opinion against the first judgement.</summary>
public static class SecondLookFitting
{
    private const int MostFitted = 300;
    private const int MostJudged = 80;

    private static readonly int UnknownShare = EvidenceFeatures.Names.ToList().IndexOf("unknown_specific");

    /// <summary>
    /// Fits on every second question of the first collection and judges the others of it and all further collections. The first look is
    /// that of the library. Costs one reading of five chunks by the cross-encoder for each example.
    /// </summary>
    /// <param name="collections">The one to fit on, then those to judge only.</param>
    /// <param name="crossEncoder">The model whose scores are weighed.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static async Task<SecondLookFittingReport> FitAsync(
        IReadOnlyList<RetrievalEvaluationOptions> collections, ICrossEncoder crossEncoder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(collections);
        ArgumentNullException.ThrowIfNull(crossEncoder);
        var examples = new List<GateExample>();
        foreach (var (number, collection) in collections.Index())
        {
            string[] foreign = [.. collections.Where(c => c != collection).SelectMany(c => GateFitting.LentQuestions(c.Folder))];
            var reader = new GateExampleReader(collection, number == 0 ? MostFitted : MostJudged, crossEncoder);
            examples.AddRange((await reader.ReadAsync(foreign, cancellationToken)).Where(e => e.Scores.Count > 0));
        }

        return Fit(examples, EvidenceGateModel.BuiltIn.WithDense);
    }

    internal static SecondLookFittingReport Fit(IReadOnlyList<GateExample> examples, LogisticModel first)
    {
        var set = examples[0].Set;
        var fitted = examples.Where(e => IsFitted(e, set)).ToArray();
        var model = GateFitter.Fit(SecondLookFeatures.Names, fitted, e => RowOf(e, first), "");
        var judged = examples.Where(e => !IsFitted(e, set)).GroupBy(e => e.Set, StringComparer.Ordinal).ToArray();
        GateFittingSet[] without = [.. judged.SelectMany(g => GateFitter.Judge(first, g.Key, [.. g]))];
        GateFittingSet[] with = [.. judged.SelectMany(g => GateFitter.Judge(Second, model.Threshold, g.Key, [.. g]))];
        var sets = string.Join(' ', examples.Select(e => e.Set).Distinct(StringComparer.Ordinal));
        var provenance = string.Create(
            CultureInfo.InvariantCulture,
            $"Fitted by `footnote eval fit-second-look --data {sets}` on every second question of {set} ({fitted.Length} examples). "
            + $"On the labelled ones of the others: {Describe(without, set)} without, {Describe(with, set)} with the second look; "
            + $"mean over all collections and kinds: AUC {Mean(without):0.000} without, {Mean(with):0.000} with.");
        return new SecondLookFittingReport(model with { Provenance = provenance }, without, with);

        double Second(GateExample example) => model.Probability(RowOf(example, first));
    }

    private static bool IsFitted(GateExample example, string set) =>
        example.Question % 2 == 0 && string.Equals(example.Set, set, StringComparison.Ordinal);

    private static double[] RowOf(GateExample example, LogisticModel first) =>
        SecondLookFeatures.Read(first.Probability(example.Row), example.Row[UnknownShare], example.Scores);

    private static double Mean(GateFittingSet[] sets) => sets.Select(set => set.Auc).DefaultIfEmpty().Average();

    private static string Describe(IReadOnlyList<GateFittingSet> sets, string set)
    {
        var line = sets.FirstOrDefault(s =>
            string.Equals(s.Set, set, StringComparison.Ordinal) && string.Equals(s.Kind, "labelled", StringComparison.Ordinal));
        return line is null
            ? "none"
            : string.Create(CultureInfo.InvariantCulture, $"AUC {line.Auc:0.000}, refusal F1 {line.RefusalF1:0.000}");
    }
}
