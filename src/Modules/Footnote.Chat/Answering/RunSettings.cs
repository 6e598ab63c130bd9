using Microsoft.Extensions.Options;

namespace Footnote.Chat.Answering;

/// <summary>The times an answer goes by.</summary>
internal sealed class RunSettings(IOptions<ChatOptions> options, TimeProvider time)
{
    public TimeProvider Time => time;

    public TimeSpan AnswerTimeout => options.Value.AnswerTimeout;
}
