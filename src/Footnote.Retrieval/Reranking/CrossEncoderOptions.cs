namespace Footnote.Retrieval.Reranking;

/// <summary>How the cross-encoder takes part.</summary>
public sealed class CrossEncoderOptions
{
    /// <summary>How many of the first chunks it reads; 1 to 100, default 20. The rest keeps its order behind them.</summary>
    public int Depth { get; init; } = 20;

    /// <summary>Its share of the blended score, 0 to 1, default .3; both scores are min-max normalised over the chunks read.</summary>
    public float Weight { get; init; } = 0.3f;
}
