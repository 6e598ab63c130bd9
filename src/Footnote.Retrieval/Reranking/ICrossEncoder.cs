namespace Footnote.Retrieval.Reranking;

/// <summary>
/// A model that reads question and passage together. Implementations are thread-safe; a call costs tens of milliseconds per passage.
/// </summary>
public interface ICrossEncoder
{
    /// <summary>Returns one raw score per passage, in order; higher is better, the range is the model's own.</summary>
    ValueTask<float[]> ScoreAsync(string query, IReadOnlyList<string> passages, CancellationToken cancellationToken = default);
}
