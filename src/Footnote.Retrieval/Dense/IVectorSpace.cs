namespace Footnote.Retrieval.Dense;

/// <summary>
/// How the rows of a store are scored. Implementations are structs so that the search loops are compiled for each of them with the
/// scoring inlined. Higher is nearer.
/// </summary>
internal unsafe interface IVectorSpace<TSelf>
    where TSelf : struct, IVectorSpace<TSelf>
{
    static abstract TSelf Of(VectorStore store);

    /// <summary>Starts loading a row.</summary>
    void Prefetch(int slot);

    float Score(in PreparedQuery query, int slot);

    /// <summary>Scores <paramref name="count"/> rows in any order.</summary>
    void ScoreMany(in PreparedQuery query, int* slots, int count, float* scores);

    /// <summary>Scores <paramref name="count"/> consecutive rows.</summary>
    void ScoreRange(in PreparedQuery query, int first, int count, float* scores);

    float ScorePair(int a, int b);

    /// <summary>The most by which the score of any row can differ from the inner product of the float32 vectors.</summary>
    static abstract float ErrorBound(in PreparedQuery query, float maxResidual, float maxLength);
}
