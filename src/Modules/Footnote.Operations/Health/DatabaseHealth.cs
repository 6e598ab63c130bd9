using Footnote.Platform.Data;
using Footnote.Platform.Modules;

namespace Footnote.Operations.Health;

/// <summary>The database answers a query.</summary>
internal sealed class DatabaseHealth(Database database, TimeProvider time) : IHealthContributor
{
    public string Name => "database";

    public bool IsRequired => true;

    public async Task<HealthReport> CheckAsync(CancellationToken ct)
    {
        if (!database.IsConnected)
        {
            return HealthReport.Unhealthy("not connected");
        }

        var began = time.GetTimestamp();
        await database.PingAsync(ct);
        return HealthReport.Healthy(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["response_ms"] = Math.Round(time.GetElapsedTime(began).TotalMilliseconds, 2),
        });
    }
}
