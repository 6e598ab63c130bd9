using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Footnote.Platform.Telemetry;

/// <summary>
/// Listens to the instruments of this process and writes them in the Prometheus text format. Bounded: a family keeps 500 series.
/// </summary>
public sealed class PrometheusMetrics : IDisposable
{
    private const int MaxSeries = 500;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);

    public PrometheusMetrics()
    {
        _listener.InstrumentPublished = Subscribe;
        _listener.SetMeasurementEventCallback<double>(Record);
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => Record(instrument, value, tags, state));
    }

    /// <summary>Begins to listen; what happened before is not counted.</summary>
    public void Start() => _listener.Start();

    public string Render()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
        {
            family.Render(text);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Subscribe(Instrument instrument, MeterListener listener)
    {
        var isWanted = TelemetryNames.Meters.Any(name => name.EndsWith('*')
            ? instrument.Meter.Name.StartsWith(name[..^1], StringComparison.Ordinal)
            : string.Equals(name, instrument.Meter.Name, StringComparison.Ordinal));
        if (isWanted)
        {
            var family = new MetricFamily(instrument, MaxSeries);
            listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(family.Name, family));
        }
    }

    private static void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        ((MetricFamily)state!).Record(value, Labels(tags));

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            var shown = Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
            text.Append(text.Length > 0 ? "," : string.Empty)
                .Append(MetricFamily.Sanitize(key))
                .Append("=\"")
                .Append(Escape(shown))
                .Append('"');
        }

        return text.ToString();
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
