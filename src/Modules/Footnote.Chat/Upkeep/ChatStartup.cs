using Footnote.Platform.Modules;
using Microsoft.Extensions.Logging;

namespace Footnote.Chat.Upkeep;

/// <summary>Before the first request: answers of an earlier run are closed.</summary>
internal sealed class ChatStartup(InterruptedAnswers interrupted, ILogger<ChatStartup> logger) : IStartupStep
{
    public int Order => 500;

    public string Name => "conversations";

    public async Task RunAsync(CancellationToken ct)
    {
        int closed = await interrupted.CloseOwnAsync(ct);
        if (closed > 0)
        {
            Log.AnswersInterrupted(logger, closed);
        }
    }
}
