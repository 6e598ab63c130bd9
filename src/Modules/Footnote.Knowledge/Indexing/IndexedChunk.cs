namespace Footnote.Knowledge.Indexing;

/// <summary>A chunk on its way from the tables into the indexes.</summary>
internal sealed record IndexedChunk(IndexedDocument Document, string Title, string? Language, int Ordinal, string Text)
{
    public required IReadOnlyList<string> HeadingPath { get; init; }

    /// <summary>The embedding of the model in use; null when there is none yet.</summary>
    public float[]? Vector { get; init; }
}
