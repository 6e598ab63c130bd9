namespace Footnote.Retrieval.Chunking;

/// <summary>The smallest span a chunk is packed from: a sentence, a heading, a table row or a line of code. Never blank.</summary>
internal readonly record struct TextUnit(
    int Start, int End, int Tokens, bool IsHeading, bool StartsBlock, bool IsRow, IReadOnlyList<string> HeadingPath, int? Page);
