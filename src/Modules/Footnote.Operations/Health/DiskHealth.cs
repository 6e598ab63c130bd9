using Footnote.Platform.Hosting;
using Footnote.Platform.Modules;
using Microsoft.Extensions.Options;

namespace Footnote.Operations.Health;

/// <summary>The disk of the data folder has room.</summary>
internal sealed class DiskHealth(DataFolder folder, IOptions<OperationsOptions> options) : IHealthContributor
{
    private const long Megabyte = 1024 * 1024;
    private const long Full = 16 * Megabyte;

    public string Name => "disk";

    public bool IsRequired => false;

    public Task<HealthReport> CheckAsync(CancellationToken ct)
    {
        var free = new DriveInfo(folder.Root).AvailableFreeSpace;
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["free_bytes"] = free };
        return Task.FromResult(free switch
        {
            < Full => HealthReport.Unhealthy("the disk of the data folder is full", data),
            _ when free < options.Value.LowDiskMegabytes * Megabyte =>
                HealthReport.Degraded("the disk of the data folder is nearly full", data),
            _ => HealthReport.Healthy(data),
        });
    }
}
