namespace Footnote.Retrieval.Pipeline;

/// <summary>Where the pipeline reads the text of the chunks it found. Implementations are thread-safe.</summary>
public interface IChunkSource
{
    /// <summary>
    /// Returns the chunks asked for, in any order. An id that is no longer there is left out, never an error: the pipeline drops it.
    /// Called once per request with a few dozen ids.
    /// </summary>
    ValueTask<IReadOnlyList<ChunkContent>> GetAsync(IReadOnlyList<int> ids, CancellationToken cancellationToken = default);
}
