using Footnote.Encoder;
using Footnote.Retrieval.Dense;

namespace Footnote.Server.Embedding;

/// <summary>
/// The embedded sentence encoder as the embedding port of retrieval. The model id names precision too: vectors of int8 and fp32 weights
/// differ a little and must not share an index. Thread-safe; owns the encoder.
/// </summary>
public sealed class EncoderEmbeddingGenerator(SentenceEncoder encoder) : IEmbeddingGenerator, IDisposable
{
    /// <inheritdoc />
    public string ModelId { get; } = $"{encoder.ModelId}/{encoder.Precision.ToString().ToLowerInvariant()}";

    /// <inheritdoc />
    public int Dimensions => encoder.Dimensions;

    /// <summary>How many tokens the encoder counts in a text, without the special ones that it puts around it.</summary>
    public int CountTokens(string text) => encoder.CountTokens(text) - SentenceEncoder.SpecialTokens;

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<float[]>> GenerateAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (purpose == EmbeddingPurpose.Query && texts.Count == 1)
        {
            return [await encoder.EncodeQueryAsync(texts[0], cancellationToken)];
        }

        var encodePurpose = purpose == EmbeddingPurpose.Query ? EncodePurpose.Query : EncodePurpose.Passage;

        // on a thread of its own: seconds of computing on a thread of the pool would keep requests waiting
        return await Task.Factory.StartNew(
            () => encoder.Encode(texts, encodePurpose, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    /// <inheritdoc />
    public void Dispose() => encoder.Dispose();
}
