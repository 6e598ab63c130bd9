namespace Footnote.Retrieval.Pipeline;

/// <summary>What the pipeline needs to know of a chunk beyond its id. Immutable.</summary>
public sealed record ChunkContent
{
    /// <summary>The chunk's id, as in both indexes.</summary>
    public required int Id { get; init; }

    /// <summary>Names the document; chunks of one document carry equal names. Compared ordinally.</summary>
    public required string DocumentId { get; init; }

    /// <summary>Position among the document's chunks, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The document's title; may be empty.</summary>
    public required string Title { get; init; }

    /// <summary>The headings it stands under, outermost first.</summary>
    public IReadOnlyList<string> HeadingPath { get; init; } = [];

    /// <summary>The chunk's text, exactly as long as <see cref="Start"/> to <see cref="End"/>.</summary>
    public required string Text { get; init; }

    /// <summary>Offset of its first UTF-16 unit in the document's text.</summary>
    public required int Start { get; init; }

    /// <summary>Offset just past its last unit.</summary>
    public required int End { get; init; }

    /// <summary>The page it begins on, from 1; null where the format knows no pages.</summary>
    public int? Page { get; init; }

    /// <summary>When the document last changed; null when unknown, which recency treats as neutral.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Title and text as one, which is what a cross-encoder reads.</summary>
    public string TitledText => Title.Length == 0 ? Text : Title + ". " + Text;

    /// <summary>The language it was indexed in; null for the index's default.</summary>
    public string? Language { get; init; }
}
