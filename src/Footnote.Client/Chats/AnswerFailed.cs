namespace Footnote.Client.Chats;

/// <summary>The answer could not be written (<c>error</c>).</summary>
/// <param name="Number">Number of the event.</param>
/// <param name="Problem">Why.</param>
public sealed record AnswerFailed(long Number, ApiProblem Problem) : AnswerEvent(Number);
