using Footnote.Knowledge.Storage.S3;
using Footnote.Platform.Modules;

namespace Footnote.Knowledge.Storage;

/// <summary>The state of the object store in the health reports: that of its last request.</summary>
internal sealed class ObjectStoreHealth(IObjectStore store) : IHealthContributor
{
    public string Name => "objects";

    public bool IsRequired => false;

    public Task<HealthReport> CheckAsync(CancellationToken ct) => Task.FromResult(
        store is S3ObjectStore { Trouble: { } trouble } ? HealthReport.Degraded(trouble) : HealthReport.Healthy());
}
