using System.Diagnostics.Metrics;

namespace Footnote.Knowledge;

/// <summary>What this module measures.</summary>
internal sealed class Telemetry
{
    public const string MeterName = "Footnote.Knowledge";

    private readonly Counter<long> _documents;
    private readonly Counter<long> _parsed;
    private readonly Histogram<double> _searches;
    private readonly Gauge<long> _jobs;
    private readonly Gauge<double> _oldest;

    public Telemetry(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _documents = meter.CreateCounter<long>(
            "footnote.knowledge.documents", "{document}", "Documents whose ingestion has ended, by status.");
        _parsed = meter.CreateCounter<long>(
            "footnote.knowledge.parser.calls", "{document}", "Documents given to a parsing service, by parser and outcome.");
        _jobs = meter.CreateGauge<long>("footnote.knowledge.jobs", "{job}", "Ingestion jobs, by state (queued, running, dead).");
        _oldest = meter.CreateGauge<double>("footnote.knowledge.jobs.oldest", "s", "How long the oldest queued ingestion job has waited.");
        _searches = meter.CreateHistogram<double>("footnote.knowledge.search.duration", "s", "Time of searches, by strategy.");
    }

    public void DocumentEnded(string status) => _documents.Add(1, new KeyValuePair<string, object?>("status", status));

    public void Parsed(string parser, string outcome) => _parsed.Add(
        1, new KeyValuePair<string, object?>("parser", parser), new KeyValuePair<string, object?>("outcome", outcome));

    public void QueueMeasured(string state, long jobs) => _jobs.Record(jobs, new KeyValuePair<string, object?>("state", state));

    public void OldestMeasured(TimeSpan age) => _oldest.Record(age.TotalSeconds);

    public void Searched(TimeSpan elapsed, string strategy) =>
        _searches.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("strategy", strategy));
}
