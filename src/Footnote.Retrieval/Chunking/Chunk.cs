namespace Footnote.Retrieval.Chunking;

/// <summary>The indexed unit cut from a document.</summary>
/// <param name="Number">Position among the document's chunks, from 0.</param>
/// <param name="Start">Offset of its first UTF-16 unit in the document's text.</param>
/// <param name="End">Offset just past its last unit.</param>
/// <param name="Text">Exactly the document's text from <paramref name="Start"/> to <paramref name="End"/>.</param>
/// <param name="HeadingPath">The headings it stands under, outermost first; what its sections share when it spans several.</param>
/// <param name="Page">The page it begins on, from 1; null where the format knows no pages.</param>
/// <param name="Tokens">Its size by the counter the chunker was given.</param>
public sealed record Chunk(int Number, int Start, int End, string Text, IReadOnlyList<string> HeadingPath, int? Page, int Tokens);
