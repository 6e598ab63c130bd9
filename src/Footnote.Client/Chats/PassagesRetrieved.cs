namespace Footnote.Client.Chats;

/// <summary>The search ended (<c>retrieval</c>).</summary>
/// <param name="Number">Number of the event.</param>
/// <param name="SessionId">The conversation.</param>
/// <param name="MessageId">The answer that is being written.</param>
/// <param name="Citations">Candidates; only those cited in the end are in <see cref="AnswerCompleted"/>.</param>
public sealed record PassagesRetrieved(long Number, Guid SessionId, Guid MessageId, IReadOnlyList<Citation> Citations)
    : AnswerEvent(Number);
