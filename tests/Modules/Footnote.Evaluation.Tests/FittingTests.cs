using Footnote.Evaluation.Fitting;
using Footnote.Retrieval.Fusion;
using Footnote.Retrieval.Gate;
using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Reranking;

namespace Footnote.Evaluation.Tests;

public sealed class FittingTests
{
    [Fact]
    public async Task FitAsync_gate_of_two_collections_tells_their_strangers_from_their_subjects()
    {
        using var first = new TinyCorpus();
        using var second = new TinyCorpus("xyz");

        var report = await GateFitting.FitAsync([first.Options(RetrievalMode.Hybrid), second.Options(RetrievalMode.Hybrid)]);

        var strangers = report.Sets.Where(set => set.Kind == "stranger").ToArray();
        Assert.Equal(2, strangers.Length);
        Assert.All(strangers, set => Assert.True(set.Auc > 0.9));
        Assert.Equal(EvidenceFeatures.Names, report.Model.WithDense.Features);
        Assert.Contains("fit-gate", report.Model.LexicalOnly.Provenance, StringComparison.Ordinal);
        Assert.Equal(report.Model.ToJson(), EvidenceGateModel.Parse(report.Model.ToJson()).ToJson());
    }

    [Fact]
    public async Task FitAsync_gate_takes_labels_from_the_answers_where_there_are_any()
    {
        using var labelled = new TinyCorpus(withLabels: true);
        using var other = new TinyCorpus("xyz");

        var report = await GateFitting.FitAsync([labelled.Options(RetrievalMode.Hybrid), other.Options(RetrievalMode.Hybrid)]);

        var set = Assert.Single(report.Sets, set => set.Kind == "labelled");
        Assert.Equal((8, 4), (set.Answerable, set.Unanswerable));
    }

    [Fact]
    public async Task FitAsync_second_look_judges_the_questions_it_was_not_fitted_on_with_and_without()
    {
        using var labelled = new TinyCorpus(withLabels: true);
        using var other = new TinyCorpus("xyz");

        var report = await SecondLookFitting.FitAsync(
            [labelled.Options(RetrievalMode.Hybrid), other.Options(RetrievalMode.Hybrid)], new SharedWordsCrossEncoder());

        Assert.Equal(SecondLookFeatures.Names, report.Model.Features);
        Assert.Equal(report.Without.Select(s => (s.Set, s.Kind, s.Answerable)), report.With.Select(s => (s.Set, s.Kind, s.Answerable)));
        Assert.Equal((4, 2), report.With.Where(s => s.Kind == "labelled").Select(s => (s.Answerable, s.Unanswerable)).Single());
        var model = EvidenceGateModel.BuiltIn with { SecondLook = report.Model };
        Assert.Equal(model.ToJson(), EvidenceGateModel.Parse(model.ToJson()).ToJson());
    }

    [Fact]
    public async Task FitAsync_fusion_reports_every_collection_by_weights_of_the_others()
    {
        using var first = new TinyCorpus();
        using var second = new TinyCorpus("xyz");

        using var judged = new TinyCorpus("judged");

        var report = await FusionFitting.FitAsync(
            [first.Options(RetrievalMode.Hybrid), second.Options(RetrievalMode.Hybrid)], [judged.Options(RetrievalMode.Hybrid)]);

        Assert.Equal(3, report.Sets.Count);
        Assert.Equal(Path.GetFileName(judged.Folder), report.Sets[^1].Set);
        Assert.DoesNotContain(Path.GetFileName(judged.Folder), report.Model.Provenance, StringComparison.Ordinal);
        Assert.All(report.Sets, set => Assert.Equal(1, set.Adaptive, 6));
        Assert.Equal(report.Model.ToJson(), AdaptiveWeights.Parse(report.Model.ToJson()).ToJson());
    }

    [Fact]
    public void Fit_fusion_learns_the_signal_that_decides_which_leg_is_right()
    {
        var random = new Random(5);
        var examples = Enumerable.Range(0, 200).Select(i => Example(random, isForeign: i % 2 == 0)).ToArray();

        var model = new FusionFitter(0.001).Fit(examples);

        Assert.True(model.For(Row(random, 1.5)).Dense < 0.3);
        Assert.True(model.For(Row(random, 0)).Dense > 0.7);
    }

    private sealed class SharedWordsCrossEncoder : ICrossEncoder
    {
        public ValueTask<float[]> ScoreAsync(string query, IReadOnlyList<string> passages, CancellationToken cancellationToken = default) =>
            new([.. passages.Select(passage => (float)query.Split(' ').Count(word => passage.Contains(word, StringComparison.Ordinal)))]);
    }

    private static FusionExample Example(Random random, bool isForeign)
    {
        var ndcg = Enumerable.Range(0, FusionExample.Steps + 1).Select(step => (double)step / FusionExample.Steps).ToArray();
        return new FusionExample("set", Row(random, isForeign ? 1.5 : 0), isForeign ? [.. ndcg.Reverse()] : ndcg);
    }

    private static double[] Row(Random random, double foreignTokens) =>
        [foreignTokens, .. Enumerable.Range(1, FusionSignals.Names.Count - 1).Select(_ => random.NextDouble())];
}
