using Footnote.Chat.Asking;
using Footnote.Chat.Streaming;
using Footnote.Identity;

namespace Footnote.Chat.Answering;

/// <summary>A stored question whose answer has to be generated.</summary>
internal sealed record AnswerJob(Principal Principal, Question Question, Guid ConversationId, Guid MessageId, DateTimeOffset AskedAt,
    string RequestId)
{
    public StreamOwner Owner { get; } = new(Principal.TenantId, ConversationId, MessageId);

    /// <summary>The path of the answer, as the instance of problems.</summary>
    public string Instance => $"/chats/{ConversationId:D}/messages/{MessageId:D}";
}
