using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Footnote.Platform.Telemetry;

/// <summary>All series of one instrument.</summary>
internal sealed class MetricFamily
{
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly string _help;
    private readonly string _type;
    private readonly bool _isObservable;
    private readonly int _maxSeries;

    public MetricFamily(Instrument instrument, int maxSeries)
    {
        _maxSeries = maxSeries;
        _isObservable = instrument.IsObservable;
        _type = TypeOf(instrument);
        _help = (instrument.Description ?? string.Empty).ReplaceLineEndings(" ");
        Name = NameOf(instrument, _type);
    }

    public string Name { get; }

    public static string Sanitize(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_'));

    public void Record(double value, string labels)
    {
        if (!_series.TryGetValue(labels, out var series))
        {
            if (_series.Count >= _maxSeries)
            {
                return;
            }

            series = _series.GetOrAdd(labels, _ => new Series(_type == "histogram" ? Bounds.Length : 0));
        }

        series.Record(value, isTotal: _isObservable);
    }

    public void Render(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {_help}\n# TYPE {Name} {_type}\n");
        foreach (var (labels, series) in _series.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            series.Render(text, Name, labels);
        }
    }

    private static string TypeOf(Instrument instrument)
    {
        var name = instrument.GetType().Name;
        return name switch
        {
            _ when name.StartsWith("Histogram", StringComparison.Ordinal) => "histogram",
            _ when name.StartsWith("Counter", StringComparison.Ordinal) => "counter",
            _ when name.StartsWith("ObservableCounter", StringComparison.Ordinal) => "counter",
            _ => "gauge",
        };
    }

    private static string NameOf(Instrument instrument, string type)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            _ => string.Empty,
        };
        return Sanitize(instrument.Name) + unit + (type == "counter" ? "_total" : string.Empty);
    }

    private sealed class Series(int bounds)
    {
        private readonly long[] _buckets = new long[bounds];
        private readonly Lock _lock = new();
        private double _value;
        private long _count;

        public void Record(double value, bool isTotal)
        {
            lock (_lock)
            {
                _count++;
                _value = isTotal ? value : _value + value;
                for (var i = 0; i < _buckets.Length; i++)
                {
                    _buckets[i] += value <= Bounds[i] ? 1 : 0;
                }
            }
        }

        public void Render(StringBuilder text, string name, string labels)
        {
            lock (_lock)
            {
                if (_buckets.Length == 0)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}{Braces(labels)} {_value}\n");
                    return;
                }

                var prefix = labels.Length > 0 ? labels + "," : string.Empty;
                for (var i = 0; i < _buckets.Length; i++)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{prefix}le=\"{Bounds[i]}\"}} {_buckets[i]}\n");
                }

                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{prefix}le=\"+Inf\"}} {_count}\n");
                text.Append(CultureInfo.InvariantCulture, $"{name}_sum{Braces(labels)} {_value}\n{name}_count{Braces(labels)} {_count}\n");
            }
        }

        private static string Braces(string labels) => labels.Length > 0 ? $"{{{labels}}}" : string.Empty;
    }
}
