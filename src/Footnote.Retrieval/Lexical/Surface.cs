namespace Footnote.Retrieval.Lexical;

/// <summary>A stretch of text that becomes terms.</summary>
internal readonly record struct Surface(int Start, int End, SurfaceKind Kind);
