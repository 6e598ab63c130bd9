namespace Footnote.Retrieval.Dense;

/// <summary>Makes embeddings of texts. Implementations are thread-safe: any number of calls may run at once.</summary>
public interface IEmbeddingGenerator
{
    /// <summary>Identifies the model and its version. Embeddings of different ids must never be compared or share an index.</summary>
    string ModelId { get; }

    /// <summary>The length of every embedding this generator returns.</summary>
    int Dimensions { get; }

    /// <summary>Embeds a batch of texts.</summary>
    /// <param name="texts">The texts; may be empty, and each may be. What exceeds the model's input length is cut.</param>
    /// <param name="purpose">Whether the texts are queries or passages.</param>
    /// <param name="cancellationToken">Stops the work between texts.</param>
    /// <returns>
    /// One vector of unit length per text, in the order of <paramref name="texts"/>, each of <see cref="Dimensions"/> numbers.
    /// </returns>
    ValueTask<IReadOnlyList<float[]>> GenerateAsync(
        IReadOnlyList<string> texts,
        EmbeddingPurpose purpose,
        CancellationToken cancellationToken = default);
}
