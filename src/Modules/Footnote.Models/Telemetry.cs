using System.Diagnostics.Metrics;
using Footnote.Retrieval.Dense;

namespace Footnote.Models;

/// <summary>What this module measures.</summary>
internal sealed class Telemetry
{
    public const string MeterName = "Footnote.Models";

    private readonly Counter<long> _embeddings;

    public Telemetry(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _embeddings = meter.CreateCounter<long>(
            "footnote.models.embeddings", "{embedding}", "Embeddings asked for, by purpose and by where they came from.");
    }

    public void LookedUp(int count, EmbeddingPurpose purpose, string origin)
    {
        if (count > 0)
        {
            _embeddings.Add(
                count, new("purpose", purpose == EmbeddingPurpose.Query ? "query" : "passage"), new("origin", origin));
        }
    }
}
