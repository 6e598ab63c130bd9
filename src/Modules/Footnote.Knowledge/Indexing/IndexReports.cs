using System.Diagnostics.Metrics;
using Footnote.Knowledge.Changes;
using Microsoft.Extensions.Logging;

namespace Footnote.Knowledge.Indexing;

/// <summary>Says in log and metrics what becomes of the indexes.</summary>
internal sealed class IndexReports
{
    private readonly IndexHost _host;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<IndexReports> _logger;

    public IndexReports(IndexHost host, IMeterFactory meters, TimeProvider timeProvider, ILogger<IndexReports> logger)
    {
        (_host, _timeProvider, _logger) = (host, timeProvider, logger);
        var meter = meters.Create(Telemetry.MeterName);
        meter.CreateObservableGauge(
            "footnote.knowledge.index.position", () => host.Position.Value, "{entry}", "Last entry of the change log that searches see.");
        meter.CreateObservableGauge(
            "footnote.knowledge.index.lag", () => host.Position.Lag, "{entry}", "Entries of the change log that searches do not see yet.");
    }

    /// <summary>The position of the snapshot that the present indexes began with; null when they were built from the tables.</summary>
    public long? ResumedFrom { get; private set; }

    public long Start() => _timeProvider.GetTimestamp();

    public void Loaded(long started)
    {
        ResumedFrom = null;
        var catalog = _host.Catalog;
        Log.IndexLoaded(_logger, catalog.DocumentCount, catalog.ChunkCount, _host.Position.Value, Milliseconds(started));
    }

    public void Resumed(long from, long started)
    {
        ResumedFrom = from;
        var catalog = _host.Catalog;
        Log.IndexResumed(_logger, catalog.DocumentCount, catalog.ChunkCount, from, Milliseconds(started));
    }

    public void Gap(ChangeLogGapException gap) => Log.LogGap(_logger, gap.After, gap.Found);

    private long Milliseconds(long started) => (long)_timeProvider.GetElapsedTime(started).TotalMilliseconds;
}
