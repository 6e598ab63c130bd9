using System.Diagnostics.Metrics;

namespace Footnote.Knowledge;

/// <summary>What this module measures.</summary>
internal sealed class Telemetry
{
    public const string MeterName = "Footnote.Knowledge";

    private readonly Counter<long> _documents;
    private readonly Histogram<double> _searches;

    public Telemetry(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _documents = meter.CreateCounter<long>(
            "footnote.knowledge.documents", "{document}", "Documents whose ingestion has ended, by status.");
        _searches = meter.CreateHistogram<double>("footnote.knowledge.search.duration", "s", "Time of searches, by strategy.");
    }

    public void DocumentEnded(string status) => _documents.Add(1, new KeyValuePair<string, object?>("status", status));

    public void Searched(TimeSpan elapsed, string strategy) =>
        _searches.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("strategy", strategy));
}
