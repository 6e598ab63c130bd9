namespace Footnote.Retrieval.Reranking;

/// <summary>How the terms of a query occur in a chunk. All in 0..1.</summary>
/// <param name="Coverage">The share of the query's idf that occurs in the chunk, its title or headings.</param>
/// <param name="Bigrams">The share of the query's neighbouring term pairs that also stand side by side, in order, in the chunk.</param>
/// <param name="Proximity">
/// 1 when all covered terms stand in the tightest possible window, falling with the window's width; 0 for fewer than two.
/// </param>
/// <param name="Title">The share of the query's idf that occurs in title and headings.</param>
public sealed record RelevanceFeatures(float Coverage, float Bigrams, float Proximity, float Title);
