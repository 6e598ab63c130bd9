namespace Footnote.Platform.Hosting;

/// <summary>
/// The server cannot start for a reason its operator can repair; the message says what to do and is shown without a stack trace.
/// </summary>
public sealed class StartupException : Exception
{
    public StartupException()
    {
    }

    public StartupException(string message)
        : base(message)
    {
    }

    public StartupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public StartupException(ExitCode code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
    }

    public ExitCode Code { get; } = ExitCode.Failed;
}
