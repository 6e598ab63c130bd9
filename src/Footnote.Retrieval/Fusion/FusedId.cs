namespace Footnote.Retrieval.Fusion;

/// <summary>A chunk after fusion.</summary>
/// <param name="Id">The chunk's id, as in both indexes.</param>
/// <param name="Score">The fused score; higher is better. Its range is that of the fusion used.</param>
/// <param name="Lexical">What the lexical leg said; null when the chunk is not among the hits fused.</param>
/// <param name="Dense">What the dense leg said; null when the chunk is not among the hits fused.</param>
public sealed record FusedId(int Id, float Score, LegScore? Lexical, LegScore? Dense);
