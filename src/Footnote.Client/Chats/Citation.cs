namespace Footnote.Client.Chats;

/// <summary>A passage behind a marker.</summary>
/// <param name="Index">The number in the marker, from 1.</param>
/// <param name="DocumentId">The document it stands in.</param>
/// <param name="ChunkId">The indexed chunk.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Excerpt">Text of the passage, shortened when it is long.</param>
/// <param name="Quote">Words of the passage that support the answer; null when none was singled out.</param>
/// <param name="RelevanceScore">From 0 to 1.</param>
/// <param name="Location">Where the passage stands.</param>
public sealed record Citation(
    int Index,
    Guid DocumentId,
    Guid ChunkId,
    string Title,
    string Excerpt,
    string? Quote,
    double RelevanceScore,
    PassageLocation Location)
{
    /// <summary>First UTF-16 code unit of the quote in the document's text; null without a quote.</summary>
    public int? QuoteStart { get; init; }

    /// <summary>The code unit after the quote's last one.</summary>
    public int? QuoteEnd { get; init; }
}
