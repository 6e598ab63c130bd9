using Footnote.Chat.Answering;

namespace Footnote.Chat.Asking;

/// <summary>Where the answer to a question will be.</summary>
/// <param name="Job">The work to do; null when the same request was made before and its answer is there or on its way.</param>
internal sealed record IntakeResult(Guid ConversationId, Guid MessageId, AnswerJob? Job);
