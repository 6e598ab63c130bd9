using System.Text.Json;

namespace Footnote.Client.Searching;

/// <summary>A passage found by a search.</summary>
/// <param name="DocumentId">The document it stands in.</param>
/// <param name="ChunkId">The indexed chunk.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Excerpt">Text of the passage.</param>
/// <param name="RelevanceScore">From 0 to 1, comparable within one search only.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Explanation">How the score came about, when asked for.</param>
public sealed record FoundPassage(
    Guid DocumentId,
    Guid ChunkId,
    string Title,
    string Excerpt,
    double RelevanceScore,
    PassageLocation Location,
    JsonElement? Explanation = null);
