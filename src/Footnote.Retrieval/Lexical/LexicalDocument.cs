namespace Footnote.Retrieval.Lexical;

/// <summary>What the lexical index takes in for one chunk.</summary>
/// <param name="Id">The caller's dense id, 0 or greater; the same in the vector index.</param>
/// <param name="Title">Title of the document; may be empty.</param>
/// <param name="HeadingPath">Headings above the chunk in one string; may be empty.</param>
/// <param name="Text">Text of the chunk; may be empty.</param>
/// <param name="Language">ISO 639-1 code that chooses the analyzer; null detects it from the text.</param>
public sealed record LexicalDocument(int Id, string Title, string HeadingPath, string Text, string? Language = null);
