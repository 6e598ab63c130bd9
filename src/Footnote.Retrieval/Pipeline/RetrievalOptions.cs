using Footnote.Retrieval.Fusion;
using Footnote.Retrieval.Gate;
using Footnote.Retrieval.Queries;
using Footnote.Retrieval.Reranking;

namespace Footnote.Retrieval.Pipeline;

/// <summary>How the pipeline works. The defaults are what the evaluation favours.</summary>
public sealed class RetrievalOptions
{
    /// <summary>How many hits each leg is asked for; 10 to 1000, default 100. Fusion normalises over them.</summary>
    public int Depth { get; init; } = 100;

    /// <summary>How many fused chunks are read and reranked, at least the request's limit; 1 to 200, default 20.</summary>
    public int RerankDepth { get; init; } = 20;

    /// <summary>How the legs are merged; default min-max.</summary>
    public IFusion Fusion { get; init; } = new WeightedScoreFusion();

    /// <summary>Fixed weights of the legs; null (default) lets the weights follow the query.</summary>
    public FusionWeights? Weights { get; init; }

    /// <summary>How queries are understood.</summary>
    public QueryAnalyzerOptions Analysis { get; init; } = new();

    /// <summary>Reranking by term features.</summary>
    public RelevanceOptions Relevance { get; init; } = new();

    /// <summary>Reranking by age.</summary>
    public RecencyOptions Recency { get; init; } = new();

    /// <summary>Reranking by a cross-encoder.</summary>
    public CrossEncoderOptions CrossEncoder { get; init; } = new();

    /// <summary>Reranking for variety.</summary>
    public DiversityOptions Diversity { get; init; } = new();

    /// <summary>How strict the evidence gate is.</summary>
    public EvidenceGateOptions Gate { get; init; } = new();
}
