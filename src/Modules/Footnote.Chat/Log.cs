using Microsoft.Extensions.Logging;

namespace Footnote.Chat;

internal static partial class Log
{
    [LoggerMessage(EventId = 5001, Level = LogLevel.Error, Message = "Answer {MessageId} failed")]
    public static partial void AnswerFailed(ILogger logger, Guid messageId, Exception exception);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning, Message = "Answer {MessageId} took too long and was given up")]
    public static partial void AnswerTimedOut(ILogger logger, Guid messageId);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Warning, Message = "The end of answer {MessageId} could not be stored")]
    public static partial void EndNotStored(ILogger logger, Guid messageId, Exception exception);

    [LoggerMessage(EventId = 5004, Level = LogLevel.Information,
        Message = "{Count} answers of a stopped server were closed as interrupted")]
    public static partial void AnswersInterrupted(ILogger logger, int count);

    [LoggerMessage(EventId = 5005, Level = LogLevel.Warning, Message = "Lost the connection that listens for answer events")]
    public static partial void HintsLost(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 5006, Level = LogLevel.Warning, Message = "The upkeep of conversations failed; it is tried again")]
    public static partial void UpkeepFailed(ILogger logger, Exception exception);
}
