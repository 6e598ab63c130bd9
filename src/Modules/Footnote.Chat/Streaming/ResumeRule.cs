using Footnote.Chat.Conversations;
using Microsoft.Extensions.Options;

namespace Footnote.Chat.Streaming;

/// <summary>Until when a stream can be resumed.</summary>
internal sealed class ResumeRule(IOptions<ChatOptions> options, TimeProvider time)
{
    public bool IsExpired(MessageRow answer) =>
        answer.Status is "completed" or "failed" && answer.CreatedAt + options.Value.EventRetention < time.GetUtcNow();
}
