namespace Footnote.Server;

/// <summary>What the command line (or a test) decides about a server; null leaves it to the configuration.</summary>
public sealed record ServerOptions
{
    public string? DataFolder { get; init; }

    /// <summary>"localhost", an IP address, or "*".</summary>
    public string? Bind { get; init; }

    /// <summary>0 takes any free port.</summary>
    public int? Port { get; init; }

    /// <summary>A database to use in place of the private cluster.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Folder of the encoder models; null searches beside the program.</summary>
    public string? ModelsFolder { get; init; }

    /// <summary>
    /// Further settings by their full key, such as "Footnote:Identity:Registration"; they win over files and environment.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Last word about the services, for tests: another clock, for example.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }

    /// <summary>Where the operator reads; the process's standard output when null.</summary>
    public TextWriter? Console { get; init; }
}
