using Microsoft.Extensions.Logging;

namespace Footnote.Operations;

/// <summary>Events 7000-7099.</summary>
internal static partial class Log
{
    [LoggerMessage(7000, LogLevel.Warning, "The health check of {Part} found it unhealthy: {Reason}")]
    public static partial void CheckFailed(ILogger logger, string part, string reason);
}
