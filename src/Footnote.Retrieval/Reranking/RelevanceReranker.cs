using Footnote.Retrieval.Pipeline;

namespace Footnote.Retrieval.Reranking;

/// <summary>Adds to the fused score what the query's terms do in the chunk: coverage, pairs in order, closeness, title.</summary>
/// <param name="options">What each feature adds.</param>
public sealed class RelevanceReranker(RelevanceOptions options) : IReranker
{
    /// <inheritdoc />
    public string Name => "relevance";

    /// <inheritdoc />
    public bool Applies(RerankContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Query.Terms.Count > 0 && (options.IsOn || context.Request.Explain);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<RetrievedChunk>> RerankAsync(
        IReadOnlyList<RetrievedChunk> ranked, RerankContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(context);
        var scored = ranked.Select(chunk => Score(chunk, context)).OrderByDescending(chunk => chunk.Score).ToArray();
        return new ValueTask<IReadOnlyList<RetrievedChunk>>(scored);
    }

    private RetrievedChunk Score(RetrievedChunk chunk, RerankContext context)
    {
        var f = RelevanceFeatureReader.Read(context.Query, chunk.Content, context.Texts);
        var gain = (options.Coverage * f.Coverage) + (options.Bigrams * f.Bigrams)
            + (options.Proximity * f.Proximity) + (options.Title * f.Title);
        return chunk with { Features = f, Score = chunk.Score + gain };
    }
}
