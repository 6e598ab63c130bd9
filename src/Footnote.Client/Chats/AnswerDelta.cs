namespace Footnote.Client.Chats;

/// <summary>More text of the answer (<c>delta</c>).</summary>
/// <param name="Number">Number of the event.</param>
/// <param name="Text">To be appended; never ends within a marker.</param>
public sealed record AnswerDelta(long Number, string Text) : AnswerEvent(Number);
