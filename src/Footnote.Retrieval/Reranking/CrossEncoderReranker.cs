using Footnote.Retrieval.Pipeline;

namespace Footnote.Retrieval.Reranking;

/// <summary>
/// Lets a cross-encoder read the first chunks and blends its opinion with the score so far (0.7 to 0.3 by default), both min-max
/// normalised. Runs for careful requests only.
/// </summary>
/// <param name="encoder">The model.</param>
/// <param name="options">How many it reads and how much it counts.</param>
public sealed class CrossEncoderReranker(ICrossEncoder encoder, CrossEncoderOptions options) : IReranker
{
    /// <inheritdoc />
    public string Name => "cross_encoder";

    /// <inheritdoc />
    public bool Applies(RerankContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Request.Careful;
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<RetrievedChunk>> RerankAsync(
        IReadOnlyList<RetrievedChunk> ranked, RerankContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(context);
        var read = ranked.Take(options.Depth).ToArray();
        if (read.Length == 0)
        {
            return ranked;
        }

        var texts = read.Select(chunk => chunk.Content.TitledText).ToArray();
        var scores = await encoder.ScoreAsync(context.Query.Text, texts, cancellationToken).ConfigureAwait(false);
        return Blend(ranked, scores, options.Weight);
    }

    /// <summary>Blends scores of the first chunks with theirs so far; the rest keeps its order behind them.</summary>
    internal static IReadOnlyList<RetrievedChunk> Blend(IReadOnlyList<RetrievedChunk> ranked, float[] scores, float weight)
    {
        var read = ranked.Take(scores.Length).ToArray();
        var (low, range) = Range(scores);
        var (lowSoFar, rangeSoFar) = Range([.. read.Select(chunk => chunk.Score)]);
        var floor = ranked.Count > read.Length ? ranked[read.Length].Score : 0;
        var blended = read.Select((chunk, i) =>
        {
            var blend = ((1 - weight) * Normalise(chunk.Score, lowSoFar, rangeSoFar)) + (weight * Normalise(scores[i], low, range));

            // back onto the scale of the chunks that were not read, and above them
            return chunk with { CrossEncoderScore = scores[i], Score = floor + (blend * (lowSoFar + rangeSoFar - floor)) };
        });
        return [.. blended.OrderByDescending(chunk => chunk.Score), .. ranked.Skip(read.Length)];
    }

    private static (float Low, float Range) Range(float[] scores)
    {
        var low = scores.Min();
        return (low, scores.Max() - low);
    }

    private static float Normalise(float score, float low, float range) => range > 0 ? (score - low) / range : 1;
}
