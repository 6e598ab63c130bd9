using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Testing;

/// <summary>How a test wants its server.</summary>
public sealed class FootnoteAppOptions
{
    /// <summary>Settings by their full key, such as "Footnote:Knowledge:MaxUploadBytes".</summary>
    public Dictionary<string, string?> Settings { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        // Tests register many people from one address.
        ["Footnote:Identity:RegistrationsPerAddress"] = "100000",
        ["Footnote:Identity:LoginAttemptsPerAddress"] = "100000",
    };

    public string Bind { get; set; } = "127.0.0.1";

    /// <summary>
    /// Lets the server run its own private cluster in its data folder in place of the one of the test process; some seconds slower.
    /// </summary>
    public bool UseOwnCluster { get; set; }

    /// <summary>
    /// Makes the server another node of that installation: the same database, originals and keys, a data folder of its own.
    /// </summary>
    public FootnoteApp? NodeOf { get; set; }

    /// <summary>Does not wait until the server is ready.</summary>
    public bool SkipReadiness { get; set; }

    /// <summary>Last word about the services, such as another TimeProvider.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; set; }
}
