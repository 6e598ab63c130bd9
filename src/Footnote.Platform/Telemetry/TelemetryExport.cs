using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Footnote.Platform.Telemetry;

/// <summary>
/// Sends traces and metrics over OTLP (HTTP, protobuf) from the first request to the last; logs are added by the logging set-up.
/// </summary>
internal sealed class TelemetryExport(IOptions<TelemetryOptions> options, PrometheusMetrics prometheus)
    : IHostedLifecycleService, IDisposable
{
    private const int FlushMilliseconds = 3000;
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public static Uri SignalAddress(string endpoint, string signal) => new($"{endpoint.TrimEnd('/')}/v1/{signal}");

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        prometheus.Start();
        if (options.Value is { OtlpEndpoint: { Length: > 0 } endpoint } settings)
        {
            _traces = BuildTraces(settings, endpoint);
            _metrics = BuildMetrics(settings, endpoint);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        _traces?.ForceFlush(FlushMilliseconds);
        _metrics?.ForceFlush(FlushMilliseconds);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private static TracerProvider BuildTraces(TelemetryOptions settings, string endpoint) => Sdk.CreateTracerProviderBuilder()
        .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.SampleRatio)))
        .ConfigureResource(resource => resource.AddService(settings.ServiceName))
        .AddSource(TelemetryNames.ActivitySources)
        .AddProcessor(new SpanScrubber())
        .AddOtlpExporter(exporter =>
        {
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
            exporter.Endpoint = SignalAddress(endpoint, "traces");
        })
        .Build();

    private static MeterProvider BuildMetrics(TelemetryOptions settings, string endpoint) => Sdk.CreateMeterProviderBuilder()
        .ConfigureResource(resource => resource.AddService(settings.ServiceName))
        .AddMeter(TelemetryNames.Meters)
        .AddOtlpExporter(exporter =>
        {
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
            exporter.Endpoint = SignalAddress(endpoint, "metrics");
        })
        .Build();
}
