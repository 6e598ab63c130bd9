using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Gate;
using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Queries;
using Footnote.Retrieval.Reranking;

namespace Footnote.Retrieval.Tests.Pipeline;

public sealed class RetrievalPipelineTests : IDisposable
{
    private readonly KnowledgeBase _base = new();

    public void Dispose() => _base.Dispose();

    [Fact]
    public async Task RetrieveAsync_question_finds_its_article_by_both_legs()
    {
        var outcome = await Ask("How do I freeze a lost card?");

        Assert.Equal(0, outcome.Chunks[0].Id);
        Assert.Equal("hybrid", outcome.Strategy);
        Assert.Null(outcome.FallbackUsed);
        Assert.Equal(1, outcome.Chunks[0].Lexical?.Rank);
        Assert.Equal(1, outcome.Chunks[0].Dense?.Rank);
        Assert.Equal("en", outcome.Language);
    }

    [Fact]
    public async Task RetrieveAsync_relevance_scores_lie_in_the_unit_interval_and_fall_with_rank()
    {
        var scores = (await Ask("transfer abroad")).Chunks.Select(c => c.RelevanceScore).ToArray();
        Assert.All(scores, score => Assert.InRange(score, 0, 1));
        Assert.Equal(scores.OrderDescending(), scores);
    }

    [Fact]
    public async Task RetrieveAsync_filter_lets_nothing_else_through()
    {
        var filter = new IdBitmap(_base.Count);
        filter.Set(1);
        filter.Set(5);

        var outcome = await _base.Pipeline().RetrieveAsync(new RetrievalRequest { Query = "freeze a card", Filter = filter });

        Assert.Subset(new HashSet<int> { 1, 5 }, outcome.Chunks.Select(c => c.Id).ToHashSet());
    }

    [Fact]
    public async Task RetrieveAsync_failing_encoder_leaves_the_lexical_leg_and_says_so()
    {
        var pipeline = _base.Pipeline(embeddings: new BrokenEmbeddings());

        var outcome = await pipeline.RetrieveAsync(new RetrievalRequest { Query = "How do I freeze a lost card?" });

        Assert.Equal(0, outcome.Chunks[0].Id);
        Assert.Equal("lexical", outcome.Strategy);
        Assert.Equal("lexical_only", outcome.FallbackUsed);
        Assert.IsType<TimeoutException>(Assert.Single(outcome.Failures));
    }

    [Fact]
    public async Task RetrieveAsync_failing_lexical_index_leaves_the_dense_leg_and_says_so()
    {
        var pipeline = _base.Pipeline(lexical: new BrokenRetriever());

        var outcome = await pipeline.RetrieveAsync(new RetrievalRequest { Query = "How do I freeze a lost card?" });

        Assert.Equal(0, outcome.Chunks[0].Id);
        Assert.Equal("dense_only", outcome.FallbackUsed);
    }

    [Fact]
    public async Task RetrieveAsync_both_legs_failing_gives_no_context_and_no_evidence()
    {
        var pipeline = _base.Pipeline(embeddings: new BrokenEmbeddings(), lexical: new BrokenRetriever());

        var outcome = await pipeline.RetrieveAsync(new RetrievalRequest { Query = "How do I freeze a lost card?" });

        Assert.Empty(outcome.Chunks);
        Assert.Equal("no_context", outcome.FallbackUsed);
        Assert.Equal("nothing_retrieved", outcome.Evidence.Reason);
    }

    [Fact]
    public async Task RetrieveAsync_cancelled_request_is_thrown_not_degraded()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await _base.Pipeline().RetrieveAsync(new RetrievalRequest { Query = "card" }, cancelled.Token));
    }

    [Fact]
    public async Task RetrieveAsync_two_questions_in_one_are_judged_apart()
    {
        var outcome = await Ask("How do I freeze a lost card? Which fertiliser suits tomatoes?");

        Assert.Equal(["How do I freeze a lost card?", "Which fertiliser suits tomatoes?"], outcome.Parts.Select(part => part.Text));
        Assert.Equal(0, outcome.Parts[0].ChunkIds[0]);
        Assert.Equal(0, outcome.Chunks[0].Id);
        var alone = await Ask("How do I freeze a lost card?");
        Assert.Equal(alone.Evidence.Probability, outcome.Parts[0].Evidence.Probability, 6);
        Assert.True(outcome.Parts[0].Evidence.Probability > outcome.Parts[1].Evidence.Probability);
        Assert.False(outcome.Parts[1].Evidence.IsSufficient);
        Assert.Equal(2, outcome.Trace.Stages.Count(stage => stage.Name == "part"));
        Assert.Empty(alone.Parts);
    }

    [Theory]
    [InlineData(0.1, 0.2, 0.3, 0.1)]
    [InlineData(0.1, 0.2, 0.7, 0.1)]
    [InlineData(0.1, 0.8, 0.7, 0.7)]
    [InlineData(0.6, 0.9, 0.7, 0.6)]
    public void PartFinder_takes_the_weakest_part_when_every_part_passes_and_the_whole_does_not(
        double whole, double first, double second, double expected)
    {
        PartOutcome[] parts = [new("a", Judged(first), []), new("b", Judged(second), [])];
        Assert.Equal(expected, PartFinder.Combine(Judged(whole), parts).Probability);
        Assert.Equal(whole, PartFinder.Combine(Judged(whole), []).Probability);
    }

    [Fact]
    public async Task RetrieveAsync_code_is_looked_up_lexically()
    {
        var outcome = await Ask("E4012");
        Assert.Equal("lexical", outcome.Strategy);
        Assert.Equal(7, outcome.Chunks[0].Id);
    }

    [Fact]
    public async Task RetrieveAsync_quoted_phrase_holds_the_dense_leg_too()
    {
        var outcome = await Ask("\"standing order\" transfer");
        Assert.Equal([3], outcome.Chunks.Select(c => c.Id));
    }

    [Fact]
    public async Task RetrieveAsync_quotation_marks_in_a_question_enclose_a_title_and_exclude_nothing()
    {
        var outcome = await Ask("What is a \"standing order\" in the app?");
        Assert.Empty(outcome.Query.Phrases);
        Assert.Equal("What is a standing order in the app?", outcome.Query.Text);
        Assert.True(outcome.Chunks.Count > 1);
    }

    [Fact]
    public async Task RetrieveAsync_excluded_word_holds_the_dense_leg_too()
    {
        var outcome = await Ask("transfer money -abroad");
        Assert.DoesNotContain(2, outcome.Chunks.Select(c => c.Id));
    }

    [Fact]
    public async Task RetrieveAsync_misspelt_word_is_repaired()
    {
        var outcome = await Ask("tranfser abroad");
        Assert.Equal(new QueryRepair("tranfser", "transfer"), Assert.Single(outcome.Query.Repairs));
        Assert.Equal(2, outcome.Chunks[0].Id);
    }

    [Fact]
    public async Task RetrieveAsync_dictionary_makes_an_acronym_findable()
    {
        var dictionary = new QueryDictionary([["SO", "standing order"]]);
        var outcome = await _base.Pipeline().RetrieveAsync(new RetrievalRequest { Query = "end SO", Dictionary = dictionary });
        Assert.Equal(3, outcome.Chunks[0].Id);
        Assert.Equal(["standing order"], outcome.Query.Expansions);
    }

    [Fact]
    public async Task RetrieveAsync_two_questions_bring_the_articles_of_both()
    {
        var outcome = await Ask("What does a replacement card cost? When is interest on savings pots paid?");
        Assert.Equal(QueryKind.Complex, outcome.Query.Kind);
        Assert.Equal([1, 4], outcome.Chunks.Take(2).Select(c => c.Id).Order());
    }

    [Fact]
    public async Task RetrieveAsync_trace_names_every_stage_that_ran()
    {
        var request = new RetrievalRequest { Query = "latest card fees", ContextTokens = 100, Explain = true };
        var outcome = await _base.Pipeline().RetrieveAsync(request);
        Assert.Equal(
            ["analysis", "lexical", "dense", "fusion", "content", "relevance", "recency", "gate", "context"],
            outcome.Trace.Stages.Select(s => s.Name));
        Assert.NotEmpty(outcome.Evidence.Features);
        Assert.NotNull(outcome.Chunks[0].Features);
    }

    [Fact]
    public async Task RetrieveAsync_recency_prefers_the_newer_of_equals()
    {
        var options = new RetrievalOptions { Recency = new RecencyOptions { Always = true, Weight = 1, HalfLife = TimeSpan.FromDays(10) } };
        var request = new RetrievalRequest { Query = "card", Now = KnowledgeBase.Now };
        var outcome = await _base.Pipeline(options).RetrieveAsync(request);
        Assert.Equal(0, outcome.Chunks[0].Id);
        Assert.Equal(1f, outcome.Chunks[0].Recency);
    }

    [Fact]
    public async Task RetrieveAsync_careful_request_blends_the_cross_encoder()
    {
        var resources = _base.Resources() with { CrossEncoder = new LengthCrossEncoder() };
        var pipeline = new RetrievalPipeline(
            new RetrievalOptions { CrossEncoder = new CrossEncoderOptions { Weight = 1 } }, resources);

        var careful = await pipeline.RetrieveAsync(new RetrievalRequest { Query = "card", Careful = true });
        var quick = await pipeline.RetrieveAsync(new RetrievalRequest { Query = "card" });

        Assert.Equal(careful.Chunks.Max(c => c.CrossEncoderScore), careful.Chunks[0].CrossEncoderScore);
        Assert.All(quick.Chunks, c => Assert.Null(c.CrossEncoderScore));
    }

    [Fact]
    public async Task RetrieveAsync_subject_that_no_article_mentions_is_named_and_lowers_the_evidence()
    {
        var known = (await Ask("Can I freeze a lost card in the app?")).Evidence;
        var unknown = (await Ask("Can I freeze bitcoin in the app?")).Evidence;

        Assert.Equal(["bitcoin"], unknown.MissingTerms);
        Assert.Empty(known.MissingTerms);
        Assert.True(known.IsSufficient);
        Assert.False(unknown.IsSufficient);
        Assert.Equal("unknown_terms", unknown.Reason);
    }

    [Fact]
    public async Task RetrieveAsync_passages_fit_the_budget()
    {
        var outcome = await _base.Pipeline().RetrieveAsync(new RetrievalRequest { Query = "card transfer account", ContextTokens = 60 });
        Assert.NotEmpty(outcome.Passages);
        Assert.True(outcome.Passages.Sum(p => p.Tokens) <= 60);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \u0000 ")]
    public async Task RetrieveAsync_blank_query_gives_an_empty_outcome(string query)
    {
        var outcome = await Ask(query);
        Assert.Empty(outcome.Chunks);
        Assert.False(outcome.Evidence.IsSufficient);
    }

    [Theory]
    [InlineData("\uD800 card \uDC00")]
    [InlineData("\"")]
    [InlineData("- - -")]
    [InlineData("?!...")]
    public async Task RetrieveAsync_odd_text_is_no_error(string query)
    {
        Assert.NotNull(await Ask(query));
    }

    [Fact]
    public async Task RetrieveAsync_limit_out_of_range_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await _base.Pipeline().RetrieveAsync(new RetrievalRequest { Query = "card", Limit = 101 }));
    }

    private static EvidenceAssessment Judged(double probability) =>
        new(probability, probability >= 0.5, probability >= 0.5 ? null : "weak_evidence");

    private ValueTask<RetrievalOutcome> Ask(string query) => _base.Pipeline().RetrieveAsync(new RetrievalRequest { Query = query });

    private sealed class BrokenEmbeddings : IEmbeddingGenerator
    {
        public string ModelId => "broken";

        public int Dimensions => WordEmbeddings.Size;

        public ValueTask<IReadOnlyList<float[]>> GenerateAsync(
            IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default) =>
            throw new TimeoutException("The provider did not answer.");
    }

    private sealed class BrokenRetriever : IRetriever
    {
        public ValueTask<IReadOnlyList<ScoredId>> RetrieveAsync(
            AnalyzedQuery query, int depth, IdBitmap? filter, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("The index is not there.");
    }

    private sealed class LengthCrossEncoder : ICrossEncoder
    {
        public ValueTask<float[]> ScoreAsync(string query, IReadOnlyList<string> passages, CancellationToken cancellationToken = default) =>
            new([.. passages.Select(p => (float)p.Length)]);
    }
}
