namespace Footnote.Server;

/// <summary>Events 100-199.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Warning, "A database that an earlier server left running was stopped")]
    public static partial void OrphanStopped(ILogger logger);

    [LoggerMessage(101, LogLevel.Error, "The database ended by itself and is started again. Its last output: {Output}")]
    public static partial void ClusterEnded(ILogger logger, string output);

    [LoggerMessage(102, LogLevel.Warning, "The database runs again")]
    public static partial void ClusterRestarted(ILogger logger);

    [LoggerMessage(103, LogLevel.Error, "The database did not start again: {Reason}")]
    public static partial void ClusterRestartFailed(ILogger logger, string reason);

    [LoggerMessage(104, LogLevel.Information, "Start step {Step} took {Milliseconds} ms")]
    public static partial void StepDone(ILogger logger, string step, long milliseconds);

    [LoggerMessage(105, LogLevel.Critical, "The start failed at step {Step}")]
    public static partial void StartFailed(ILogger logger, Exception exception, string step);

    [LoggerMessage(106, LogLevel.Error, "The cross-encoder could not be loaded; questions are answered without it")]
    public static partial void CrossEncoderFailed(ILogger logger, Exception exception);
}
