using Footnote.Retrieval.Fusion;
using Footnote.Retrieval.Gate;
using Footnote.Retrieval.Queries;
using Footnote.Retrieval.Reranking;

namespace Footnote.Retrieval.Pipeline;

/// <summary>
/// From a question to ranked chunks and a judgement whether they answer it: analysis, the two legs, fusion, reranking, evidence gate,
/// passages. Thread-safe; holds no state between requests.
/// </summary>
public sealed class RetrievalPipeline
{
    private const int CharactersPerToken = 4;

    private readonly RetrievalOptions _options;
    private readonly RetrievalResources _resources;
    private readonly QueryAnalyzer _analyzer;
    private readonly CandidateFinder _finder;
    private readonly PartFinder _parts;
    private readonly IReadOnlyList<IReranker> _rerankers;
    private readonly EvidenceGate _gate;
    private readonly SecondLook? _secondLook;
    private readonly ContextBuilder _context;

    /// <param name="options">How it works.</param>
    /// <param name="resources">What it works on.</param>
    public RetrievalPipeline(RetrievalOptions options, RetrievalResources resources)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(resources);
        _options = options;
        _resources = resources;
        _analyzer = new QueryAnalyzer(resources.Vocabulary, options.Analysis);
        _finder = new CandidateFinder(options, resources);
        _rerankers =
        [
            new RelevanceReranker(options.Relevance),
            .. resources.CrossEncoder is { } crossEncoder ? [new CrossEncoderReranker(crossEncoder, options.CrossEncoder)]
                : (IReranker[])[],
            new RecencyReranker(options.Recency),
            new DiversityReranker(options.Diversity),
        ];
        _gate = new EvidenceGate(options.Gate);
        _parts = new PartFinder(_analyzer, _finder, _gate, resources.Chunks, options.Gate.Depth);
        _secondLook = resources.CrossEncoder is { } reader ? new SecondLook(reader, _gate, options) : null;
        _context = new ContextBuilder(resources.CountTokens ?? (text => (text.Length + CharactersPerToken - 1) / CharactersPerToken));
    }

    /// <summary>
    /// Answers a request. A failing leg lowers the quality and is named in the outcome; it is not an error. Failures of the chunk
    /// source and
    /// cancellation are thrown.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is outside 1 to 100.</exception>
    public async ValueTask<RetrievalOutcome> RetrieveAsync(RetrievalRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Limit is < 1 or > 100)
        {
            throw new ArgumentOutOfRangeException(nameof(request), request.Limit, "The limit must be 1 to 100.");
        }

        var trace = new TraceRecorder(_resources.Clock);
        var query = Analyze(request, trace);
        if (query.Text.Length == 0)
        {
            return Empty(query, trace);
        }

        var candidates = await _finder.FindAsync(query, request, trace, cancellationToken).ConfigureAwait(false);
        var parts = await _parts.FindAsync(query, request, trace, cancellationToken).ConfigureAwait(false);
        var context = new RerankContext(request, query, request.Now ?? _resources.Clock.GetUtcNow());
        var ranked = await RankAsync(PartFinder.Merge(candidates.Fused, parts), context, trace, cancellationToken).ConfigureAwait(false);
        var judged = await JudgeAsync(candidates, ranked, context, trace, cancellationToken).ConfigureAwait(false);
        var answered = await _parts.JudgeAsync(parts, context, _secondLook, trace, cancellationToken).ConfigureAwait(false);
        return Conclude(candidates, judged, answered, context, trace);
    }

    private AnalyzedQuery Analyze(RetrievalRequest request, TraceRecorder trace)
    {
        var started = trace.Start();
        var query = _analyzer.Analyze(request.Query, request.Language, request.Dictionary);
        var changes = $"{query.Repairs.Count} repaired, {query.Expansions.Count} expanded, {query.Parts.Count} parts";
        trace.End("analysis", started, query.Terms.Count, $"{query.Kind}, {query.Language}, {changes}".ToLowerInvariant());
        return query;
    }

    private async ValueTask<IReadOnlyList<RetrievedChunk>> RankAsync(
        IReadOnlyList<FusedId> fused, RerankContext context, TraceRecorder trace, CancellationToken cancellationToken)
    {
        var started = trace.Start();
        var read = fused.Take(Math.Max(_options.RerankDepth, context.Request.Limit)).ToArray();
        var contents = read.Length == 0
            ? []
            : await _resources.Chunks.GetAsync([.. read.Select(hit => hit.Id)], cancellationToken).ConfigureAwait(false);
        var byId = contents.ToDictionary(content => content.Id);
        var found = read.Where(hit => byId.ContainsKey(hit.Id)).Select(hit => RetrievedChunk.From(hit, byId[hit.Id])).ToArray();
        var ranked = OperatorFilter.Apply(found, context);
        trace.End("content", started, ranked.Count);
        IReadOnlyList<RetrievedChunk> head = [.. ranked.Take(_options.RerankDepth)];
        foreach (var reranker in _rerankers.Where(r => r.Applies(context)))
        {
            started = trace.Start();
            head = await reranker.RerankAsync(head, context, cancellationToken).ConfigureAwait(false);
            trace.End(reranker.Name, started, head.Count);
        }

        // what was not reranked follows in its order, with scores that do not rise again
        var floor = head.Count > 0 ? head[^1].Score : float.MaxValue;
        return [.. head, .. ranked.Skip(_options.RerankDepth).Select(chunk => chunk with { Score = Math.Min(chunk.Score, floor) })];
    }

    private async ValueTask<SecondLookResult> JudgeAsync(
        Candidates candidates,
        IReadOnlyList<RetrievedChunk> ranked,
        RerankContext context,
        TraceRecorder trace,
        CancellationToken cancellationToken)
    {
        var started = trace.Start();
        var input = new EvidenceInput(context.Query, ranked, candidates.Lexical, candidates.Dense, context.Texts);
        var evidence = _gate.Assess(input, context.Request.Explain);
        trace.End("gate", started, ranked.Count, evidence.Reason);
        return _secondLook is not null && _secondLook.Applies(context, evidence)
            ? await _secondLook.ReviewAsync(ranked, evidence, context, trace, cancellationToken).ConfigureAwait(false)
            : new SecondLookResult(ranked, evidence, null);
    }

    private RetrievalOutcome Conclude(
        Candidates candidates, SecondLookResult judged, IReadOnlyList<PartOutcome> parts, RerankContext context, TraceRecorder trace)
    {
        var (ranked, _, failure) = judged;
        var evidence = PartFinder.Combine(judged.Evidence, parts);
        var top = ranked.Count > 0 ? ranked[0].Score : 0;
        RetrievedChunk[] chunks =
        [
            .. ranked.Take(context.Request.Limit).Select(chunk =>
                chunk with { RelevanceScore = Relevance(chunk.Score, top, evidence.Probability) }),
        ];
        return new RetrievalOutcome
        {
            Chunks = chunks,
            Passages = BuildPassages(chunks, context.Request.ContextTokens, trace),
            Evidence = evidence,
            Parts = parts,
            Strategy = candidates.Strategy,
            FallbackUsed = candidates.FallbackUsed ?? (failure is null ? null : "no_cross_encoder"),
            Failures = failure is null ? candidates.Failures : [.. candidates.Failures, failure],
            Query = context.Query,
            Trace = trace.ToTrace(),
        };
    }

    private IReadOnlyList<Passage> BuildPassages(RetrievedChunk[] chunks, int budget, TraceRecorder trace)
    {
        if (budget <= 0)
        {
            return [];
        }

        var started = trace.Start();
        var passages = _context.Build(chunks, budget);
        trace.End("context", started, passages.Count);
        return passages;
    }

    private static double Relevance(float score, float top, double probability) =>
        top > 0 ? Math.Clamp(probability * score / top, 0, 1) : probability;

    private static RetrievalOutcome Empty(AnalyzedQuery query, TraceRecorder trace) => new()
    {
        Chunks = [],
        Evidence = new EvidenceAssessment(0, false, "nothing_retrieved"),
        Strategy = "lexical",
        Query = query,
        Trace = trace.ToTrace(),
    };
}
