namespace Footnote.Client.Chats;

/// <summary>The answer is complete and stored (<c>done</c>).</summary>
/// <param name="Number">Number of the event.</param>
/// <param name="Answer">The final answer; it replaces the text collected so far.</param>
public sealed record AnswerCompleted(long Number, Answer Answer) : AnswerEvent(Number);
