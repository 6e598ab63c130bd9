namespace Footnote.Chat.Answering;

/// <summary>The body of a finished answer: of POST /chat/message and of the event done.</summary>
internal sealed record AnswerResponse(
    Guid SessionId,
    Guid MessageId,
    string Answer,
    IReadOnlyList<AnswerSource> Sources,
    AnswerMetadata Metadata);
