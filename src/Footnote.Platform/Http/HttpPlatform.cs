using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Platform.Http;

/// <summary>What every request goes through before and around routing.</summary>
public static class HttpPlatform
{
    public static IServiceCollection AddHttpPlatform(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => JsonDefaults.Apply(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return services;
    }

    /// <summary>Request ids, security headers, and problem details for whatever goes wrong further in.</summary>
    public static IApplicationBuilder UseHttpPlatform(this IApplicationBuilder app)
    {
        app.UseMiddleware<RequestIdMiddleware>();
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseMiddleware<FaultMiddleware>();
        app.UseStatusCodePages(WriteStatusAsync);
        return app;
    }

    private static Task WriteStatusAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        return StatusErrors.For(http.Response.StatusCode) is { } error ? error.Problem().ExecuteAsync(http) : Task.CompletedTask;
    }
}
