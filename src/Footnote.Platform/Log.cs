using Microsoft.Extensions.Logging;

namespace Footnote.Platform;

/// <summary>Events 1000-1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Error, "Request {RequestId} failed")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string requestId);

    [LoggerMessage(1001, LogLevel.Warning, "Request {RequestId} ended with {Code}")]
    public static partial void RequestRefused(ILogger logger, string code, string requestId);
}
