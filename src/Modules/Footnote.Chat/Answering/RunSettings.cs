using Microsoft.Extensions.Options;

namespace Footnote.Chat.Answering;

/// <summary>The times an answer goes by, and where they are counted.</summary>
internal sealed class RunSettings(IOptions<ChatOptions> options, TimeProvider time, Telemetry telemetry)
{
    public TimeProvider Time => time;

    public Telemetry Telemetry => telemetry;

    public TimeSpan AnswerTimeout => options.Value.AnswerTimeout;
}
