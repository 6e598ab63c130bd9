namespace Footnote.Client.Chats;

/// <summary>More text of the answer (<c>delta</c>).</summary>
/// <param name="Number">Number of the event.</param>
/// <param name="Text">To be appended; never ends within a marker.</param>
/// <param name="Reset">True when another model starts over: the text collected so far does not count.</param>
public sealed record AnswerDelta(long Number, string Text, bool Reset = false) : AnswerEvent(Number);
