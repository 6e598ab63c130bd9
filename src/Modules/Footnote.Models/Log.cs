using Footnote.Models.OpenAi;
using Microsoft.Extensions.Logging;

namespace Footnote.Models;

internal static partial class Log
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "Chat model {Model} failed: {Failure}; the next one takes over")]
    public static partial void ModelFailed(ILogger logger, string model, ProviderFailure failure);

    [LoggerMessage(EventId = 4010, Level = LogLevel.Warning, Message = "The embedding cache failed; embeddings are computed anew")]
    public static partial void EmbeddingCacheFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 4011, Level = LogLevel.Error, Message = "The embedding cache could not be swept; it is tried again")]
    public static partial void EmbeddingSweepFailed(ILogger logger, Exception exception);
}
