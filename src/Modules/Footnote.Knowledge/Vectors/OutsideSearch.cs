using Footnote.Retrieval;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Footnote.Knowledge.Vectors;

/// <summary>
/// Searches an index outside: asks for more than is wanted and keeps what this server itself knows to be permitted now, so that an index
/// that is behind can cost results and never show one; gives up soon, and leaves a failing index alone for a while.
/// </summary>
internal sealed class OutsideSearch
{
    /// <summary>The most results one request may ask for.</summary>
    private const int MaxLimit = 10_000;
    private const int Spare = 8;
    private const int SpareShare = 4;
    private const int Growth = 4;
    private const int LeastCalls = 4;
    private const double FailureRatio = 0.5;

    private readonly ResiliencePipeline _pipeline;
    private string? _trouble;

    public OutsideSearch(IOptions<KnowledgeOptions> options, TimeProvider timeProvider)
    {
        var vectors = options.Value.Vectors;
        _pipeline = new ResiliencePipelineBuilder { Name = "vector-search", TimeProvider = timeProvider }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = FailureRatio,
                MinimumThroughput = LeastCalls,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = vectors.BreakDuration,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is TimeoutRejectedException or VectorIndexException { IsTransient: true }),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = vectors.SearchTimeout })
            .Build();
    }

    /// <summary>What the last search met; null when it went well.</summary>
    public string? Trouble => Volatile.Read(ref _trouble);

    public async ValueTask<IReadOnlyList<ScoredId>> RunAsync(IVectorIndex index, VectorQuery query, CancellationToken cancellationToken)
    {
        if (query.Permitted.Count == 0)
        {
            return [];
        }

        for (var limit = Math.Min(query.Limit + (query.Limit / SpareShare) + Spare, MaxLimit); ; limit = Math.Min(limit * Growth, MaxLimit))
        {
            var found = await AskAsync(index, query with { Limit = limit }, cancellationToken);
            var kept = found.Where(hit => query.Permitted.Contains(hit.Id)).Take(query.Limit).ToArray();
            if (kept.Length == query.Limit || found.Count < limit || limit == MaxLimit)
            {
                return kept;
            }
        }
    }

    private async ValueTask<IReadOnlyList<ScoredId>> AskAsync(IVectorIndex index, VectorQuery query, CancellationToken cancellationToken)
    {
        try
        {
            var found = await _pipeline.ExecuteAsync(
                static (state, token) => state.index.SearchAsync(state.query, token), (index, query), cancellationToken);
            Volatile.Write(ref _trouble, null);
            return found;
        }
        catch (BrokenCircuitException open)
        {
            throw Failed(new VectorIndexException(
                VectorIndexFault.Unavailable, "The vector index keeps failing and is left alone for a while.", open));
        }
        catch (TimeoutRejectedException late)
        {
            throw Failed(new VectorIndexException(VectorIndexFault.Unavailable, "The vector index took too long to answer.", late));
        }
        catch (VectorIndexException fault)
        {
            throw Failed(fault);
        }
    }

    private VectorIndexException Failed(VectorIndexException fault)
    {
        Volatile.Write(ref _trouble, fault.Message);
        return fault;
    }
}
