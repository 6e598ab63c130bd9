using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Footnote.Server.Configuration;

/// <summary>Footnote:Server - where the server listens and whom it believes.</summary>
internal sealed class NetworkOptions : IValidatableObject
{
    public const string Section = "Footnote:Server";

    /// <summary>"localhost", an IP address, or "*" for every address.</summary>
    [Required(ErrorMessage = "must be 'localhost', an IP address or '*'")]
    public string Bind { get; set; } = "localhost";

    [Range(0, 65535, ErrorMessage = "must be between 0 and 65535")]
    public int Port { get; set; } = 8000;

    /// <summary>Host names the server answers to; empty means localhost on loopback, and any name otherwise.</summary>
    public string[] AllowedHosts { get; set; } = [];

    /// <summary>Addresses or networks (10.0.0.0/8) of the proxies whose X-Forwarded-For, -Proto and -Host are believed.</summary>
    public string[] TrustedProxies { get; set; } = [];

    /// <summary>The data folder; --data on the command line wins.</summary>
    public string? DataFolder { get; set; }

    /// <summary>Folder of the encoder models; empty searches beside the program and among the added ones.</summary>
    public string? ModelsFolder { get; set; }

    /// <summary>How long requests in flight may go on when the server is told to stop.</summary>
    [Range(0, 600, ErrorMessage = "must be between 0 and 600")]
    public int ShutdownSeconds { get; set; } = 15;

    /// <summary>Logs what happens, not only what goes wrong.</summary>
    public bool Verbose { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Bind is not ("localhost" or "*") && !IPAddress.TryParse(Bind, out _))
        {
            yield return new ValidationResult("must be 'localhost', an IP address or '*'", [nameof(Bind)]);
        }

        foreach (var proxy in TrustedProxies.Where(proxy => !IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _)))
        {
            yield return new ValidationResult($"'{proxy}' is neither an address nor a network", [nameof(TrustedProxies)]);
        }
    }
}
