namespace Footnote.Retrieval.Fusion;

/// <summary>
/// Weighted sum of normalised scores. Each leg's first <see cref="Depth"/> hits are normalised per query; a chunk absent from a leg gets 0
/// from it. The default fusion: min-max with .4/.6 beats reciprocal ranks by .02 nDCG@10 on the development sets.
/// </summary>
public sealed class WeightedScoreFusion : IFusion
{
    private readonly ScoreNormalisation _normalisation;

    /// <param name="normalisation">How scores are made comparable.</param>
    /// <param name="depth">How many hits of each leg take part; at least 1. The range of min-max depends on it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="depth"/> is below 1.</exception>
    public WeightedScoreFusion(ScoreNormalisation normalisation = ScoreNormalisation.MinMax, int depth = 100)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        _normalisation = normalisation;
        Depth = depth;
    }

    /// <summary>How many hits of each leg take part.</summary>
    public int Depth { get; }

    /// <inheritdoc />
    public IReadOnlyList<FusedId> Fuse(IReadOnlyList<ScoredId> lexical, IReadOnlyList<ScoredId> dense, FusionWeights weights)
    {
        var w = weights.Normalised();
        var lexicalDepth = Math.Min(Depth, lexical.Count);
        var denseDepth = Math.Min(Depth, dense.Count);
        var table = FusionTable.Empty();
        var (offset, scale) = Range(lexical, lexicalDepth);
        for (var i = 0; i < lexicalDepth; i++)
        {
            table.AddLexical(lexical[i], i + 1, w.Lexical * Normalise(lexical[i].Score, offset, scale));
        }

        (offset, scale) = Range(dense, denseDepth);
        for (var i = 0; i < denseDepth; i++)
        {
            table.AddDense(dense[i], i + 1, w.Dense * Normalise(dense[i].Score, offset, scale));
        }

        return table.InRankOrder();
    }

    private static float Normalise(float score, float offset, float scale) => scale > 0 ? (score - offset) / scale : 1;

    private (float Offset, float Scale) Range(IReadOnlyList<ScoredId> hits, int depth)
    {
        if (depth == 0)
        {
            return (0, 0);
        }

        float low = float.MaxValue, high = float.MinValue;
        double sum = 0, squares = 0;
        for (var i = 0; i < depth; i++)
        {
            var score = hits[i].Score;
            low = Math.Min(low, score);
            high = Math.Max(high, score);
            sum += score;
            squares += (double)score * score;
        }

        if (high <= low || _normalisation == ScoreNormalisation.MinMax)
        {
            return (low, high - low);
        }

        var variance = Math.Max(0, (squares / depth) - (sum / depth * (sum / depth)));
        return (low, (float)Math.Sqrt(variance));
    }
}
