namespace Footnote.Knowledge.Searching;

/// <summary>A piece of a document that was found.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="ChunkId">The chunk; a new version of the document has new ones.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Text">The chunk's text, exactly as in the document's text.</param>
/// <param name="RelevanceScore">0 to 1.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Explanation">What each stage said about it; null unless asked for.</param>
public sealed record Passage(
    Guid DocumentId, Guid ChunkId, string Title, string Text, double RelevanceScore, PassageLocation Location,
        PassageExplanation? Explanation);
