using Footnote.Platform.Hosting;
using Footnote.Platform.Modules;

namespace Footnote.Operations.Health;

/// <summary>The disk of the data folder has room.</summary>
internal sealed class DiskHealth(DataFolder folder) : IHealthContributor
{
    private const long Low = 512L * 1024 * 1024;
    private const long Full = 16L * 1024 * 1024;

    public string Name => "disk";

    public bool IsRequired => false;

    public Task<HealthReport> CheckAsync(CancellationToken ct)
    {
        var free = new DriveInfo(folder.Root).AvailableFreeSpace;
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["free_bytes"] = free };
        return Task.FromResult(free switch
        {
            < Full => HealthReport.Unhealthy("the disk of the data folder is full", data),
            < Low => HealthReport.Degraded("the disk of the data folder is nearly full", data),
            _ => HealthReport.Healthy(data),
        });
    }
}
