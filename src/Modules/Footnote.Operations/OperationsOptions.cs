using System.ComponentModel.DataAnnotations;

namespace Footnote.Operations;

/// <summary>Section Footnote:Operations.</summary>
public sealed class OperationsOptions
{
    /// <summary>Free megabytes on the disk of the data folder below which the server calls itself degraded.</summary>
    [Range(32, 1_000_000, ErrorMessage = "must be between 32 and 1000000")]
    public int LowDiskMegabytes { get; set; } = 512;

    /// <summary>Shows /metrics to everybody who can reach the server, not only to this machine and to administrators.</summary>
    public bool PublicMetrics { get; set; }
}
