using System.Text.Json.Serialization;

namespace Footnote.Client.Chats;

/// <summary>An answer with what it cites.</summary>
/// <param name="SessionId">The conversation.</param>
/// <param name="MessageId">The answer's id.</param>
/// <param name="Text">The answer with its markers <c>[n]</c>; <c>answer</c> on the wire.</param>
/// <param name="Citations">One entry per marker, or the nearest passages when nothing was found; <c>sources</c> on the wire.</param>
/// <param name="Metadata">How the answer came about.</param>
public sealed record Answer(
    Guid SessionId,
    Guid MessageId,
    [property: JsonPropertyName("answer")] string Text,
    [property: JsonPropertyName("sources")] IReadOnlyList<Citation> Citations,
    AnswerMetadata Metadata);
