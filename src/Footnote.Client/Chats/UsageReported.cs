namespace Footnote.Client.Chats;

/// <summary>What the answer cost (<c>usage</c>).</summary>
/// <param name="Number">Number of the event.</param>
/// <param name="InputTokens">Tokens read.</param>
/// <param name="OutputTokens">Tokens written.</param>
/// <param name="Model">The model.</param>
public sealed record UsageReported(long Number, int InputTokens, int OutputTokens, string? Model) : AnswerEvent(Number);
