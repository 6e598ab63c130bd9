namespace Footnote.Cli;

/// <summary>What a script can tell apart. The numbers are part of the contract and are listed in the command line's README.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int MissingDependency = 3;
    public const int DataFolder = 4;
    public const int InvalidConfiguration = 5;
    public const int PortInUse = 6;
    public const int ServerUnreachable = 7;
    public const int NotAuthorised = 8;
    public const int RequestRefused = 9;
    public const int NothingFound = 10;
    public const int DocumentFailed = 11;
    public const int Inconsistent = 12;
    public const int Cancelled = 130;
}
