using System.Globalization;
using Footnote.Evaluation.Corpora;
using Footnote.Evaluation.Retrieval;
using Footnote.Retrieval.Gate;
using Footnote.Retrieval.Pipeline;

namespace Footnote.Evaluation.Fitting;

/// <summary>Fits the evidence gate.</summary>
public static class GateFitting
{
    /// <summary>Questions per collection; more of them change the coefficients little.</summary>
    private const int MostPerSet = 200;

    /// <summary>Questions that each collection lends the others as off topic.</summary>
    private const int Lent = 40;

    /// <summary>
    /// Fits one model with and one without a dense leg on several collections, and judges each collection by a model fitted on the others.
    /// </summary>
    /// <param name="collections">One entry per collection; the mode is not looked at.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static async Task<GateFittingReport> FitAsync(
        IReadOnlyList<RetrievalEvaluationOptions> collections, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(collections);
        var withDense = await ReadAsync(collections, RetrievalMode.Hybrid, cancellationToken);
        var lexicalOnly = await ReadAsync(collections, RetrievalMode.Lexical, cancellationToken);
        return Fit(withDense, lexicalOnly);
    }

    internal static GateFittingReport Fit(IReadOnlyList<GateExample> withDense, IReadOnlyList<GateExample> lexicalOnly)
    {
        var sets = withDense.GroupBy(e => e.Set, StringComparer.Ordinal).ToArray();
        GateFittingSet[] judged = [.. sets.SelectMany(set => GateFitter.Judge(FitOthers(withDense, set.Key), set.Key, [.. set]))];
        var labelled = judged.FirstOrDefault(set => string.Equals(set.Kind, "labelled", StringComparison.Ordinal));
        var names = string.Join(' ', sets.Select(s => s.Key));
        var provenance = string.Create(
            CultureInfo.InvariantCulture,
            $"Fitted by `footnote eval fit-gate --data {names}` ({withDense.Count} examples). "
            + $"Leaving one collection out: {Describe(labelled)}mean AUC over kinds {judged.Average(s => s.Auc):0.000}.");
        var lexical = GateFitter.Fit(lexicalOnly, provenance + " Without the dense leg.");
        var model = new EvidenceGateModel(GateFitter.Fit(withDense, provenance), lexical);
        return new GateFittingReport(model with { SecondLook = EvidenceGateModel.BuiltIn.SecondLook }, judged);
    }

    private static LogisticModel FitOthers(IReadOnlyList<GateExample> examples, string set) =>
        GateFitter.Fit([.. examples.Where(e => !string.Equals(e.Set, set, StringComparison.Ordinal))], "");

    private static string Describe(GateFittingSet? set) => set is null
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $"on the labelled questions of {set.Set} AUC {set.Auc:0.000}, refusal F1 {set.RefusalF1:0.000}; ");

    private static async Task<IReadOnlyList<GateExample>> ReadAsync(
        IReadOnlyList<RetrievalEvaluationOptions> collections, RetrievalMode mode, CancellationToken cancellationToken)
    {
        var questions = collections.ToDictionary(c => c.Folder, c => LentQuestions(c.Folder), StringComparer.Ordinal);
        var examples = new List<GateExample>();
        foreach (var collection in collections)
        {
            var others = questions.Where(q => !string.Equals(q.Key, collection.Folder, StringComparison.Ordinal));
            string[] foreign = [.. others.SelectMany(q => q.Value)];
            var reader = new GateExampleReader(collection with { Mode = mode }, MostPerSet);
            examples.AddRange(await reader.ReadAsync(foreign, cancellationToken));
        }

        return examples;
    }

    internal static IReadOnlyList<string> LentQuestions(string folder)
    {
        var questions = CorpusFolder.ReadLines(folder, "queries.jsonl", row => CorpusFolder.Text(row, "text"));
        var step = Math.Max(1, questions.Count / Lent);
        return [.. questions.Where((_, i) => i % step == 0)];
    }
}
