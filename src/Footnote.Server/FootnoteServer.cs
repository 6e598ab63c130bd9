using Footnote.Identity;
using Footnote.Platform.Hosting;
using Footnote.Platform.Http;
using Footnote.Platform.Options;
using Footnote.Platform.Telemetry;
using Footnote.Server.Composition;
using Footnote.Server.Configuration;
using Footnote.Server.Embedding;
using Footnote.Server.Starting;
using Microsoft.Extensions.Options;

namespace Footnote.Server;

/// <summary>Builds and runs the server.</summary>
public static class FootnoteServer
{
    /// <summary>
    /// Takes the data folder and composes the server; nothing listens yet. Dispose the application to release the folder.
    /// </summary>
    /// <exception cref="StartupException">The folder cannot be used.</exception>
    public static Task<WebApplication> BuildAsync(ServerOptions options, string[] args, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ct.ThrowIfCancellationRequested();
        var builder = ServerHost.CreateBuilder(options, args);
        var folder = ServerHost.TakeDataFolder(builder, options);
        try
        {
            AddServices(builder, options);
            var app = builder.Build();
            ServerRun.HoldDataFolder(app);

            // All faults of all sections, before the first of them is used.
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            Compose(app);
            return Task.FromResult(app);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Runs a server until it is told to stop. Faults the operator can repair are written to <paramref name="errors"/>, without a stack
    /// trace.
    /// </summary>
    public static async Task<ExitCode> RunAsync(ServerOptions options, string[] args, TextWriter errors, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            await using var app = await BuildAsync(options, args, ct);
            await ServerRun.UntilStoppedAsync(app, ct);
            return ExitCode.Ok;
        }
        catch (Exception fault) when (ServerFault.From(fault) is not null)
        {
            var known = ServerFault.From(fault)!;
            await errors.WriteLineAsync($"footnote: {known.Message}");
            return known.Code;
        }
    }

    /// <summary>Starts to listen; the database and the modules follow in the background, see <see cref="WhenReadyAsync"/>.</summary>
    public static Task StartAsync(WebApplication app, CancellationToken ct) => ServerRun.StartAsync(app, ct);

    /// <summary>Completes when the server may serve.</summary>
    /// <exception cref="StartupException">It could not start.</exception>
    public static Task WhenReadyAsync(WebApplication app, CancellationToken ct) => ServerRun.WhenReadyAsync(app, ct);

    private static void AddServices(WebApplicationBuilder builder, ServerOptions options)
    {
        var services = builder.Services;
        var configuration = builder.Configuration;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new StartupContext(options.Console ?? Console.Out, TimeProvider.System));
        services.AddSingleton<Readiness>();
        services.AddSingleton<ServerOutcome>();
        services.AddSingleton<ClusterHost>();
        services.AddHostedService<StartupSequence>();
        services.AddModuleOptions<NetworkOptions>(configuration.GetSection(NetworkOptions.Section));
        services.AddModuleOptions<DatabaseOptions>(configuration.GetSection(DatabaseOptions.Section));
        services.AddHttpPlatform();
        services.AddTelemetry(configuration);
        services.AddEncoder(configuration);
        services.AddContract();
        services.AddNetwork(configuration);
        services.AddModules(configuration);
        options.ConfigureServices?.Invoke(services);
    }

    private static void Compose(WebApplication app)
    {
        app.UseNetwork();
        app.UseHttpPlatform();
        app.UseMiddleware<StartingGate>();
        app.UseRouting();
        app.UseRequestTelemetry();
        app.UseIdentity();
        app.MapModules();
        app.MapContract();
    }
}
