namespace Footnote.Retrieval.Chunking;

/// <summary>What a reader extracted from a document.</summary>
/// <param name="Title">The document's title; may be empty. It is not part of the text.</param>
/// <param name="Text">The whole extracted text; every offset counts its UTF-16 units.</param>
/// <param name="Blocks">
/// Spans of the text in rising order, not overlapping. Text outside every block belongs to no chunk. When the list is empty the whole text
/// is one paragraph.
/// </param>
public sealed record StructuredDocument(string Title, string Text, IReadOnlyList<Block> Blocks);
