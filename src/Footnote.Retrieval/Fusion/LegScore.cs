namespace Footnote.Retrieval.Fusion;

/// <summary>What one leg said about a chunk.</summary>
/// <param name="Rank">Rank in that leg, from 1.</param>
/// <param name="Score">The leg's own raw score (BM25 or cosine).</param>
public readonly record struct LegScore(int Rank, float Score);
