namespace Footnote.Retrieval.Pipeline;

/// <summary>Text as shown to the answerer: one chunk, or neighbours of one document joined.</summary>
public sealed record Passage
{
    /// <summary>The chunks it consists of, in document order.</summary>
    public required IReadOnlyList<int> ChunkIds { get; init; }

    /// <summary>The document it is from.</summary>
    public required string DocumentId { get; init; }

    /// <summary>The document's title.</summary>
    public required string Title { get; init; }

    /// <summary>The headings of its first chunk, outermost first.</summary>
    public required IReadOnlyList<string> HeadingPath { get; init; }

    /// <summary>
    /// The text; as long as <see cref="Start"/> to <see cref="End"/>. White space between joined chunks is written as line feeds.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>Offset of its first UTF-16 unit in the document's text.</summary>
    public required int Start { get; init; }

    /// <summary>Offset just past its last unit.</summary>
    public required int End { get; init; }

    /// <summary>The page it begins on, from 1; null where the format knows no pages.</summary>
    public int? Page { get; init; }

    /// <summary>The best relevance score of its chunks, 0 to 1.</summary>
    public required double RelevanceScore { get; init; }

    /// <summary>Its size by the counter the builder was given.</summary>
    public required int Tokens { get; init; }
}
