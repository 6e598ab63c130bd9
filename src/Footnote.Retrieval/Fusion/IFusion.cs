namespace Footnote.Retrieval.Fusion;

/// <summary>Merges the two ranked lists of a hybrid search into one. Implementations are stateless and thread-safe.</summary>
public interface IFusion
{
    /// <summary>
    /// Returns every chunk of either list, best first; equal scores are ordered by dense rank, then lexical rank, then id, so the
    /// result is deterministic.
    /// O((n + m) log(n + m)).
    /// </summary>
    /// <param name="lexical">Hits of the lexical leg, best first, no id twice.</param>
    /// <param name="dense">Hits of the dense leg, best first, no id twice.</param>
    /// <param name="weights">How much each leg counts.</param>
    IReadOnlyList<FusedId> Fuse(IReadOnlyList<ScoredId> lexical, IReadOnlyList<ScoredId> dense, FusionWeights weights);
}
