using Footnote.Operations.Diagnosis;
using Footnote.Operations.Health;
using Footnote.Operations.Metrics;
using Footnote.Platform.Modules;
using Footnote.Platform.Options;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Operations;

/// <summary>Health checks, metrics and diagnosis.</summary>
public static class OperationsModule
{
    /// <summary>The authorization policy the host defines for administrators.</summary>
    public const string AdministratorPolicy = "administrator";

    public static IServiceCollection AddOperations(this IServiceCollection services, IConfigurationSection configuration)
    {
        services.AddModuleOptions<OperationsOptions>(configuration);
        services.AddSingleton<HealthChecks>();
        services.AddSingleton<DataDiagnosis>();
        services.AddSingleton<IHealthContributor, DatabaseHealth>();
        services.AddSingleton<IHealthContributor, DiskHealth>();
        return services;
    }

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        HealthSummary.Map(routes);
        Liveness.Map(routes);
        ReadinessProbe.Map(routes);
        DetailedHealth.Map(routes);
        GetMetrics.Map(routes);
        RunDiagnosis.Map(routes);
    }
}
