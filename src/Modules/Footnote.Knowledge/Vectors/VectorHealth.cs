using Footnote.Knowledge.Vectors.Feed;
using Footnote.Platform.Modules;

namespace Footnote.Knowledge.Vectors;

/// <summary>The state of the vector index in the health reports; searches go by words alone while it fails.</summary>
internal sealed class VectorHealth(VectorSetup setup, VectorFeedState feed, OutsideSearch search) : IHealthContributor
{
    public string Name => "vectors";

    public bool IsRequired => false;

    public Task<HealthReport> CheckAsync(CancellationToken ct)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["kind"] = setup.Kind.ToString(),
        };
        if (!setup.IsOutside)
        {
            return Task.FromResult(HealthReport.Healthy(data));
        }

        data["position"] = feed.Position.Value;
        data["lag"] = feed.Position.Lag;
        var trouble = feed.Trouble ?? search.Trouble ?? (feed.IsFilling ? "the vector index is being filled" : null);
        return Task.FromResult(trouble is null ? HealthReport.Healthy(data) : HealthReport.Degraded(trouble, data));
    }
}
