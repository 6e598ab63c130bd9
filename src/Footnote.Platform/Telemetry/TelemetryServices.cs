using Footnote.Platform.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;

namespace Footnote.Platform.Telemetry;

public static class TelemetryServices
{
    public const string Section = "Footnote:Telemetry";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        // Without this switch the server's spans carry no tags at all.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", isEnabled: false);
        services.AddModuleOptions<TelemetryOptions>(configuration.GetSection(Section));
        services.AddSingleton<PrometheusMetrics>();
        services.AddHostedService<TelemetryExport>();
        AddLogs(services, configuration.GetSection(Section));
        return services;
    }

    /// <summary>Names the spans of requests by their route; goes after routing.</summary>
    public static IApplicationBuilder UseRequestTelemetry(this IApplicationBuilder app) => app.UseMiddleware<RequestSpanMiddleware>();

    private static void AddLogs(IServiceCollection services, IConfigurationSection section)
    {
        var endpoint = section[nameof(TelemetryOptions.OtlpEndpoint)];
        if (string.IsNullOrEmpty(endpoint) || !Uri.IsWellFormedUriString(endpoint, UriKind.Absolute))
        {
            return;
        }

        services.AddLogging(logging => logging.AddOpenTelemetry(logs =>
        {
            logs.SetResourceBuilder(
                ResourceBuilder.CreateDefault().AddService(section[nameof(TelemetryOptions.ServiceName)] ?? "footnote"));
            logs.AddOtlpExporter(exporter =>
            {
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Endpoint = TelemetryExport.SignalAddress(endpoint, "logs");
            });
        }));
    }
}
