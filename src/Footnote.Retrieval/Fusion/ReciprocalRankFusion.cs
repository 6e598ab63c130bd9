namespace Footnote.Retrieval.Fusion;

/// <summary>
/// Weighted reciprocal rank fusion (Cormack, Clarke and Buettcher, SIGIR 2009): a chunk scores the sum over the legs of
/// weight / (k + rank), ranks from 1. Uses no scores, so it needs no calibration and loses what scores know.
/// Fused scores lie in 0..1/(k + 1) for weights that sum to one.
/// </summary>
public sealed class ReciprocalRankFusion : IFusion
{
    private readonly float _k;

    /// <param name="k">Damps the lead of the first ranks; not negative. 60 is the paper's value.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is negative.</exception>
    public ReciprocalRankFusion(float k = 60)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        _k = k;
    }

    /// <inheritdoc />
    public IReadOnlyList<FusedId> Fuse(IReadOnlyList<ScoredId> lexical, IReadOnlyList<ScoredId> dense, FusionWeights weights)
    {
        var w = weights.Normalised();
        var table = FusionTable.Empty();
        for (var i = 0; i < lexical.Count; i++)
        {
            table.AddLexical(lexical[i], i + 1, w.Lexical / (_k + i + 1));
        }

        for (var i = 0; i < dense.Count; i++)
        {
            table.AddDense(dense[i], i + 1, w.Dense / (_k + i + 1));
        }

        return table.InRankOrder();
    }
}
