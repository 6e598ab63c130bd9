namespace Footnote.Retrieval.Chunking;

/// <summary>A structural part of a document's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of its first UTF-16 unit in the document's text.</param>
/// <param name="End">Offset just past its last unit; not below <paramref name="Start"/>.</param>
/// <param name="Level">1 to 6 for a heading (1 is the outermost), else 0.</param>
/// <param name="Page">The page it begins on, from 1; null where the format knows no pages.</param>
public sealed record Block(BlockKind Kind, int Start, int End, int Level, int? Page);
