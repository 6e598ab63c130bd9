namespace Footnote.Knowledge.Searching;

/// <summary>Why a passage stands where it does: rank and score per stage; null where the stage did not see it.</summary>
public sealed record PassageExplanation
{
    public int? LexicalRank { get; init; }

    /// <summary>BM25.</summary>
    public double? LexicalScore { get; init; }

    public int? DenseRank { get; init; }

    /// <summary>Cosine.</summary>
    public double? DenseScore { get; init; }

    public double FusedScore { get; init; }

    public double? CrossEncoderScore { get; init; }

    public double? Recency { get; init; }

    /// <summary>The score it is ranked by.</summary>
    public double Score { get; init; }
}
