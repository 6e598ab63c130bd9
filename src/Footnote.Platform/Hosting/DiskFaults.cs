namespace Footnote.Platform.Hosting;

/// <summary>Recognises the faults of a disk among exceptions.</summary>
public static class DiskFaults
{
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int ReadOnlyFileSystem = 30;

    /// <summary>The disk or the quota is full.</summary>
    public static bool IsFull(Exception exception) => exception is IOException { HResult: NoSpace or QuotaExceeded };

    /// <summary>Says what the operator can do about a fault of the folder; null when it is something else.</summary>
    public static StartupException? ToStartupException(Exception exception, string folder)
    {
        var message = exception switch
        {
            _ when IsFull(exception) => $"The disk that holds {folder} is full. Free some space and start again; nothing is lost.",
            IOException { HResult: ReadOnlyFileSystem } => $"{folder} is on a read-only file system. Choose another folder with --data.",
            UnauthorizedAccessException =>
                $"{folder} cannot be written by this user. Change its owner or choose another folder with --data.",
            IOException fault => $"{folder} cannot be used as a data folder: {fault.Message}",
            _ => null,
        };
        return message is null ? null : new StartupException(ExitCode.DataFolder, message, exception);
    }
}
