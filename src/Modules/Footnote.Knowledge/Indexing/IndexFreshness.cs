using Footnote.Platform.Modules;

namespace Footnote.Knowledge.Indexing;

/// <summary>The state of the index in the health reports.</summary>
internal sealed class IndexFreshness(IndexHost host) : IHealthContributor
{
    public string Name => "index";

    public bool IsRequired => false;

    /// <summary>Whether changes arrive at present.</summary>
    public bool IsFollowing { get; set; }

    public Task<HealthReport> CheckAsync(CancellationToken ct)
    {
        if (!host.IsLoaded)
        {
            return Task.FromResult(HealthReport.Degraded("the index is not loaded yet"));
        }

        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["position"] = host.Position.Value,
            ["lag"] = host.Position.Lag,
            ["documents"] = host.Catalog.DocumentCount,
            ["chunks"] = host.Catalog.ChunkCount,
            ["model"] = host.ModelId,
        };
        return Task.FromResult(IsFollowing ? HealthReport.Healthy(data)
            : HealthReport.Degraded("the change log is not being followed", data));
    }
}
