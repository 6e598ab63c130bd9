using Footnote.Retrieval.Gate;
using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Reranking;

namespace Footnote.Retrieval.Tests.Pipeline;

public sealed class SecondLookTests : IDisposable
{
    private const string Question = "Can I freeze a lost card in the app?";

    private readonly KnowledgeBase _base = new();

    public void Dispose() => _base.Dispose();

    [Fact]
    public async Task RetrieveAsync_cross_encoder_that_finds_nothing_lowers_the_evidence_below_the_threshold()
    {
        var first = await AskAsync(new FixedCrossEncoder(-11), secondLook: false);
        var second = await AskAsync(new FixedCrossEncoder(-11));

        Assert.True(first.Evidence.IsSufficient);
        Assert.False(second.Evidence.IsSufficient);
        Assert.Equal("weak_evidence", second.Evidence.Reason);
        Assert.True(second.Evidence.Probability < first.Evidence.Probability);
        Assert.Null(second.FallbackUsed);
    }

    [Fact]
    public async Task RetrieveAsync_cross_encoder_that_is_sure_leaves_the_evidence_sufficient_and_its_chunk_first()
    {
        var outcome = await AskAsync(new WordCrossEncoder("unfreeze"));

        Assert.True(outcome.Evidence.IsSufficient);
        Assert.Equal(0, outcome.Chunks[0].Id);
        Assert.Equal(9f, outcome.Chunks[0].CrossEncoderScore);
        Assert.Equal(new EvidenceGateOptions().Depth, outcome.Chunks.Count(chunk => chunk.CrossEncoderScore is not null));
    }

    [Fact]
    public async Task RetrieveAsync_second_look_reads_no_more_than_the_gate_judges_and_stands_in_the_trace()
    {
        var encoder = new FixedCrossEncoder(3);

        var outcome = await AskAsync(encoder, depth: 2);

        Assert.Equal(2, encoder.Read);
        var stage = Assert.Single(outcome.Trace.Stages, stage => stage.Name == "second_look");
        Assert.Equal(2, stage.Count);
        Assert.Contains("best 3.0", stage.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetrieveAsync_failing_cross_encoder_leaves_the_first_judgement_and_is_named()
    {
        var first = await AskAsync(new BrokenCrossEncoder(), secondLook: false);
        var outcome = await AskAsync(new BrokenCrossEncoder());

        Assert.Equal(first.Evidence.Probability, outcome.Evidence.Probability);
        Assert.Equal("no_cross_encoder", outcome.FallbackUsed);
        Assert.IsType<InvalidOperationException>(Assert.Single(outcome.Failures));
        Assert.Equal("failed: InvalidOperationException", outcome.Trace.Stages.Single(stage => stage.Name == "second_look").Note);
    }

    [Theory]
    [InlineData(false, 0, null)]
    [InlineData(true, 1, null)]
    [InlineData(true, 0, "de")]
    public async Task RetrieveAsync_second_look_that_is_not_wanted_costs_nothing(bool secondLook, double from, string? language)
    {
        var encoder = new FixedCrossEncoder(3);
        var options = new RetrievalOptions { Gate = new EvidenceGateOptions { SecondLookFrom = from } };
        var pipeline = new RetrievalPipeline(options, _base.Resources() with { CrossEncoder = encoder });

        var outcome = await pipeline.RetrieveAsync(new RetrievalRequest { Query = Question, SecondLook = secondLook, Language = language });

        Assert.Equal(0, encoder.Read);
        Assert.DoesNotContain(outcome.Trace.Stages, stage => stage.Name == "second_look");
    }

    [Fact]
    public async Task RetrieveAsync_careful_request_is_read_once_for_ranking_and_gate()
    {
        var encoder = new FixedCrossEncoder(3);
        var pipeline = new RetrievalPipeline(new RetrievalOptions(), _base.Resources() with { CrossEncoder = encoder });

        var outcome = await pipeline.RetrieveAsync(new RetrievalRequest { Query = Question, SecondLook = true, Careful = true });

        Assert.Equal(1, encoder.Calls);
        Assert.Contains(outcome.Trace.Stages, stage => stage.Name == "second_look");
    }

    [Fact]
    public async Task RetrieveAsync_cancelled_second_look_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        var resources = _base.Resources() with { CrossEncoder = new CancellingCrossEncoder(cancelled) };
        var pipeline = new RetrievalPipeline(new RetrievalOptions(), resources);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await pipeline.RetrieveAsync(new RetrievalRequest { Query = Question, SecondLook = true }, cancelled.Token));
    }

    [Fact]
    public void Read_first_judgement_is_at_most_as_certain_as_can_be_overruled()
    {
        Assert.Equal([0, 4, 0.25], SecondLookFeatures.Read(0.5, 0.25, [-2f, 4f, 1f]));
        Assert.Equal([3, 1, 0], SecondLookFeatures.Read(1, 0, [1f]));
        Assert.Equal([-3, 1, 0], SecondLookFeatures.Read(0, 0, [1f]));
        Assert.Throws<ArgumentException>(() => SecondLookFeatures.Read(0.5, 0, []));
    }

    private ValueTask<RetrievalOutcome> AskAsync(ICrossEncoder encoder, bool secondLook = true, int depth = 5) =>
        new RetrievalPipeline(
                new RetrievalOptions { Gate = new EvidenceGateOptions { Depth = depth } },
                _base.Resources() with { CrossEncoder = encoder })
            .RetrieveAsync(new RetrievalRequest { Query = Question, SecondLook = secondLook });

    private sealed class FixedCrossEncoder(float score) : ICrossEncoder
    {
        public int Read { get; private set; }

        public int Calls { get; private set; }

        public ValueTask<float[]> ScoreAsync(string query, IReadOnlyList<string> passages, CancellationToken cancellationToken = default)
        {
            Calls++;
            Read += passages.Count;
            return new([.. passages.Select(_ => score)]);
        }
    }

    private sealed class WordCrossEncoder(string word) : ICrossEncoder
    {
        public ValueTask<float[]> ScoreAsync(string query, IReadOnlyList<string> passages, CancellationToken cancellationToken = default) =>
            new([.. passages.Select(passage => passage.Contains(word, StringComparison.Ordinal) ? 9f : -9f)]);
    }

    private sealed class BrokenCrossEncoder : ICrossEncoder
    {
        public ValueTask<float[]> ScoreAsync(string query, IReadOnlyList<string> passages, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("The model is not there.");
    }

    private sealed class CancellingCrossEncoder(CancellationTokenSource source) : ICrossEncoder
    {
        public ValueTask<float[]> ScoreAsync(string query, IReadOnlyList<string> passages, CancellationToken cancellationToken = default)
        {
            source.Cancel();
            return ValueTask.FromCanceled<float[]>(cancellationToken);
        }
    }
}
