using Footnote.Retrieval.Fusion;
using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Pipeline;

/// <summary>Asks the legs a query calls for and fuses their answers; one leg's failure leaves the other's answer.</summary>
internal sealed class CandidateFinder(RetrievalOptions options, RetrievalResources resources)
{
    public async ValueTask<Candidates> FindAsync(
        AnalyzedQuery query, RetrievalRequest request, TraceRecorder trace, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        var mode = ModeOf(query, request);
        var lexical = mode == RetrievalMode.Dense
            ? null
            : await AskAsync("lexical", resources.Lexical, query, request, trace, failures, cancellationToken).ConfigureAwait(false);
        var mustAskDense = mode != RetrievalMode.Lexical || (lexical is not { Count: > 0 } && request.Mode == RetrievalMode.Hybrid);
        var dense = mustAskDense && resources.Dense is not null
            ? await AskAsync("dense", resources.Dense, query, request, trace, failures, cancellationToken).ConfigureAwait(false)
            : null;
        if (lexical is null && dense is null && mode == RetrievalMode.Dense)
        {
            lexical = await AskAsync("lexical", resources.Lexical, query, request, trace, failures, cancellationToken)
                .ConfigureAwait(false);
        }

        var fused = Fuse(query, lexical ?? [], dense ?? [], trace);
        return new Candidates(lexical ?? [], dense ?? [], fused)
        {
            Strategy = StrategyOf(lexical, dense),
            Failures = failures,
            FallbackUsed = FallbackOf(request, lexical, dense, failures),
        };
    }

    private static RetrievalMode ModeOf(AnalyzedQuery query, RetrievalRequest request) =>
        request.Mode == RetrievalMode.Hybrid ? query.Route : request.Mode;

    private async ValueTask<IReadOnlyList<ScoredId>?> AskAsync(
        string name,
        IRetriever retriever,
        AnalyzedQuery query,
        RetrievalRequest request,
        TraceRecorder trace,
        List<Exception> failures,
        CancellationToken cancellationToken)
    {
        var started = trace.Start();
        try
        {
            var hits = await retriever.RetrieveAsync(query, options.Depth, request.Filter, cancellationToken).ConfigureAwait(false);
            trace.End(name, started, hits.Count);
            return hits;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            failures.Add(exception);
            trace.End(name, started, 0, "failed: " + exception.GetType().Name);
            return null;
        }
    }

    private IReadOnlyList<FusedId> Fuse(
        AnalyzedQuery query, IReadOnlyList<ScoredId> lexical, IReadOnlyList<ScoredId> dense, TraceRecorder trace)
    {
        var started = trace.Start();
        var weights = options.Weights ?? AdaptiveWeights.BuiltIn.For(FusionSignals.Read(query, resources.CountTokens, lexical, dense));
        var fused = options.Fusion.Fuse(lexical, dense, weights);
        var shares = weights.Normalised();
        trace.End("fusion", started, fused.Count, FormattableString.Invariant($"lexical {shares.Lexical:0.00}, dense {shares.Dense:0.00}"));
        return fused;
    }

    private static string StrategyOf(IReadOnlyList<ScoredId>? lexical, IReadOnlyList<ScoredId>? dense) => (lexical, dense) switch
    {
        (not null, not null) => "hybrid",
        (null, not null) => "dense",
        _ => "lexical",
    };

    private string? FallbackOf(
        RetrievalRequest request, IReadOnlyList<ScoredId>? lexical, IReadOnlyList<ScoredId>? dense, List<Exception> failures)
    {
        if (failures.Count == 0)
        {
            return request.Mode == RetrievalMode.Dense && resources.Dense is null ? "lexical_only" : null;
        }

        return (lexical, dense) switch
        {
            (not null, _) => "lexical_only",
            (null, not null) => "dense_only",
            _ => "no_context",
        };
    }
}
