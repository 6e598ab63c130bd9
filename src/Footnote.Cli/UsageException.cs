namespace Footnote.Cli;

/// <summary>
/// What was asked cannot be done as written; the message says what to change. Ends with the given code, by default
/// <see cref="ExitCode.Usage"/>.
/// </summary>
internal sealed class UsageException(string message, int exitCode = ExitCode.Usage) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
