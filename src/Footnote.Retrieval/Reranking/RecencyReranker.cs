using Footnote.Retrieval.Pipeline;

namespace Footnote.Retrieval.Reranking;

/// <summary>
/// Prefers what changed lately: score times ((1 - weight) + weight * 2^(-age / half-life)). A document without a date keeps its score, one
/// from the future counts as of now. Runs when the query asks for what is new, or always when so configured.
/// </summary>
/// <param name="options">Half-life, weight and when it runs.</param>
public sealed class RecencyReranker(RecencyOptions options) : IReranker
{
    /// <inheritdoc />
    public string Name => "recency";

    /// <inheritdoc />
    public bool Applies(RerankContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return options.Weight > 0 && options.HalfLife > TimeSpan.Zero && (options.Always || context.Query.AsksForRecent);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<RetrievedChunk>> RerankAsync(
        IReadOnlyList<RetrievedChunk> ranked, RerankContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(context);
        var weighed = ranked.Select(chunk => Weigh(chunk, context.Now)).OrderByDescending(chunk => chunk.Score).ToArray();
        return new ValueTask<IReadOnlyList<RetrievedChunk>>(weighed);
    }

    private RetrievedChunk Weigh(RetrievedChunk chunk, DateTimeOffset now)
    {
        if (chunk.Content.UpdatedAt is not { } updated)
        {
            return chunk;
        }

        var halfLives = Math.Max(0, (now - updated) / options.HalfLife);
        var recency = (float)Math.Pow(2, -halfLives);
        return chunk with { Recency = recency, Score = chunk.Score * (1 - options.Weight + (options.Weight * recency)) };
    }
}
