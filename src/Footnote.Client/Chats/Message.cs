using System.Text.Json.Serialization;

namespace Footnote.Client.Chats;

/// <summary>A question or an answer.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">The text; answers carry markers <c>[n]</c>.</param>
/// <param name="Citations">What the markers point to; null or empty for questions. <c>sources</c> on the wire.</param>
/// <param name="Metadata">How the answer came about; null for questions.</param>
/// <param name="CreatedAt">When it was stored.</param>
/// <param name="Status"><c>queued</c>, <c>generating</c>, <c>completed</c> or <c>failed</c>.</param>
public sealed record Message(
    Guid Id,
    string Role,
    string Content,
    [property: JsonPropertyName("sources")] IReadOnlyList<Citation>? Citations,
    AnswerMetadata? Metadata,
    DateTimeOffset CreatedAt,
    string? Status)
{
    /// <summary>Why the answer failed; null otherwise.</summary>
    public ApiProblem? Error { get; init; }
}
