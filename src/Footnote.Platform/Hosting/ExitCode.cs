namespace Footnote.Platform.Hosting;

/// <summary>How <c>footnote serve</c> ends. The numbers are a contract with scripts.</summary>
public enum ExitCode
{
    Ok = 0,
    Failed = 1,
    Usage = 2,
    MissingDependency = 3,
    DataFolder = 4,
    InvalidConfiguration = 5,
    PortInUse = 6,
}
