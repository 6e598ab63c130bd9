namespace Footnote.Client.Chats;

/// <summary>A marker was checked against its passage (<c>citation</c>).</summary>
/// <param name="Number">Number of the event.</param>
/// <param name="Index">The marker's number.</param>
/// <param name="Start">First UTF-16 code unit of the cited span in the answer.</param>
/// <param name="End">The code unit after the last one.</param>
/// <param name="Quote">Words of the passage.</param>
/// <param name="Verdict"><c>supported</c>, <c>partial</c> or <c>unsupported</c>.</param>
public sealed record CitationChecked(long Number, int Index, int Start, int End, string? Quote, string? Verdict) : AnswerEvent(Number);
