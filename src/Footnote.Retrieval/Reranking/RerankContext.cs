using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Reranking;

/// <summary>What rerankers know of a request besides the chunks.</summary>
/// <param name="request">The request.</param>
/// <param name="query">The query as analysed.</param>
/// <param name="now">The moment recency is measured from.</param>
public sealed class RerankContext(RetrievalRequest request, AnalyzedQuery query, DateTimeOffset now)
{
    /// <summary>The request.</summary>
    public RetrievalRequest Request => request;

    /// <summary>The query as analysed.</summary>
    public AnalyzedQuery Query => query;

    /// <summary>The moment recency is measured from.</summary>
    public DateTimeOffset Now => now;

    /// <summary>The analysed texts of the chunks.</summary>
    public ChunkTexts Texts { get; } = new(query.Language);
}
