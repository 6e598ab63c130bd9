using Footnote.Models.OpenAi;
using Microsoft.Extensions.Logging;

namespace Footnote.Models;

internal static partial class Log
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "Chat model {Model} failed: {Failure}; the next one takes over")]
    public static partial void ModelFailed(ILogger logger, string model, ProviderFailure failure);
}
