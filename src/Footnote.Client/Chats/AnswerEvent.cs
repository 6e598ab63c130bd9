namespace Footnote.Client.Chats;

/// <summary>Something that happened while an answer was written.</summary>
/// <param name="Number">Counts from 1 within one answer; what <see cref="ChatsClient.ResumeAsync"/> takes.</param>
public abstract record AnswerEvent(long Number);
