using Footnote.Retrieval.Fusion;
using Footnote.Retrieval.Reranking;

namespace Footnote.Retrieval.Pipeline;

/// <summary>A chunk that was found, with what each stage said about it.</summary>
/// <param name="Id">The chunk's id, as in both indexes.</param>
/// <param name="Content">Its text and place.</param>
/// <param name="Score">What it is ranked by; comparable within one outcome only.</param>
public sealed record RetrievedChunk(int Id, ChunkContent Content, float Score)
{
    /// <summary>
    /// 0 to 1 and falling with rank: the probability that the passages answer the question, times this chunk's share of the best score.
    /// Comparable between outcomes.
    /// </summary>
    public double RelevanceScore { get; init; }

    /// <summary>Rank and BM25 score in the lexical leg; null when it was not among its hits.</summary>
    public LegScore? Lexical { get; init; }

    /// <summary>Rank and cosine in the dense leg; null when it was not among its hits.</summary>
    public LegScore? Dense { get; init; }

    /// <summary>The score after fusion, before any reranking.</summary>
    public float FusedScore { get; init; }

    /// <summary>The cross-encoder's raw output; null when it was not asked.</summary>
    public float? CrossEncoderScore { get; init; }

    /// <summary>1 for a document of this moment, halving with each half-life; null when recency played no part.</summary>
    public float? Recency { get; init; }

    /// <summary>How the query's terms occur in it; null unless features were computed.</summary>
    public RelevanceFeatures? Features { get; init; }

    internal static RetrievedChunk From(FusedId hit, ChunkContent content) => new(hit.Id, content, hit.Score)
    {
        Lexical = hit.Lexical,
        Dense = hit.Dense,
        FusedScore = hit.Score,
    };
}
