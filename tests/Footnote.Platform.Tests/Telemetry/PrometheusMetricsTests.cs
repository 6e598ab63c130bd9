using System.Diagnostics.Metrics;
using Footnote.Platform.Telemetry;

namespace Footnote.Platform.Tests.Telemetry;

public sealed class PrometheusMetricsTests
{
    [Fact]
    public void Metrics_of_counter_histogram_and_gauge_follow_the_text_format()
    {
        using var metrics = new PrometheusMetrics();
        metrics.Start();
        using var meter = new Meter("Footnote.Tests.Prometheus");
        meter.CreateCounter<long>(
            "footnote.test.things", unit: null, "Things \"counted\"").Add(3, new KeyValuePair<string, object?>("kind", "a\"b"));
        meter.CreateHistogram<double>("footnote.test.duration", "s").Record(0.2);
        meter.CreateObservableGauge("footnote.test.level", () => 7);

        var text = metrics.Render();

        Assert.Contains("footnote_test_things_total{kind=\"a\\\"b\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains("footnote_test_duration_seconds_bucket{le=\"0.1\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("footnote_test_duration_seconds_bucket{le=\"0.25\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("footnote_test_duration_seconds_count 1\n", text, StringComparison.Ordinal);
        Assert.Contains("footnote_test_level 7\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_with_too_many_labels_stay_bounded()
    {
        using var metrics = new PrometheusMetrics();
        metrics.Start();
        using var meter = new Meter("Footnote.Tests.Bounded");
        var counter = meter.CreateCounter<int>("footnote.test.many");
        for (var i = 0; i < 2000; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("n", i));
        }

        var lines = metrics.Render().Split('\n').Count(line => line.StartsWith("footnote_test_many_total{", StringComparison.Ordinal));

        Assert.Equal(500, lines);
    }
}
