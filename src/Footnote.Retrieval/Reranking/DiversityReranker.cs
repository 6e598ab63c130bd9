using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Reranking;

/// <summary>
/// Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): picks one chunk after the other by
/// lambda * score - (1 - lambda) * similarity to the nearest one picked. Scores are min-max normalised, similarity is the overlap of the
/// texts' terms (Jaccard). O(limit * candidates).
/// </summary>
/// <param name="options">The balance.</param>
public sealed class DiversityReranker(DiversityOptions options) : IReranker
{
    /// <inheritdoc />
    public string Name => "diversity";

    /// <inheritdoc />
    public bool Applies(RerankContext context) => options.Lambda < 1;

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<RetrievedChunk>> RerankAsync(
        IReadOnlyList<RetrievedChunk> ranked, RerankContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(context);
        if (ranked.Count < 2)
        {
            return new ValueTask<IReadOnlyList<RetrievedChunk>>(ranked);
        }

        var low = ranked.Min(chunk => chunk.Score);
        var range = Math.Max(ranked.Max(chunk => chunk.Score) - low, 1e-9f);
        var left = ranked.Select(chunk => new Candidate(chunk, (chunk.Score - low) / range, context.Texts.Body(chunk.Content))).ToList();
        var picked = new List<RetrievedChunk>(ranked.Count);
        while (left.Count > 0 && picked.Count < context.Request.Limit)
        {
            var best = left.MaxBy(c => (options.Lambda * c.Relevance) - ((1 - options.Lambda) * c.Nearest))!;
            left.Remove(best);

            // the scores stay in falling order, which the stages behind rely on
            picked.Add(best.Chunk with { Score = Math.Min(best.Chunk.Score, picked.Count > 0 ? picked[^1].Score : float.MaxValue) });
            left.ForEach(c => c.Nearest = Math.Max(c.Nearest, Jaccard(c.Text, best.Text)));
        }

        var floor = picked[^1].Score;
        var rest = left.Select(c => c.Chunk with { Score = Math.Min(c.Chunk.Score, floor) });
        return new ValueTask<IReadOnlyList<RetrievedChunk>>([.. picked, .. rest]);
    }

    private static float Jaccard(AnalyzedText a, AnalyzedText b)
    {
        var shared = a.Terms.Count(b.Contains);
        var all = a.Terms.Count + b.Terms.Count - shared;
        return all == 0 ? 1 : (float)shared / all;
    }

    private sealed class Candidate(RetrievedChunk chunk, float relevance, AnalyzedText text)
    {
        public RetrievedChunk Chunk => chunk;

        public float Relevance => relevance;

        public AnalyzedText Text => text;

        public float Nearest { get; set; }
    }
}
