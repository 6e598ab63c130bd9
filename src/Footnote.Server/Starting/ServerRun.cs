using Footnote.Platform.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Footnote.Server.Starting;

/// <summary>The life of a built server.</summary>
internal static class ServerRun
{
    /// <summary>Makes the container own the lock as its first object, so that it lets go of the folder last.</summary>
    public static void HoldDataFolder(WebApplication app) => _ = app.Services.GetRequiredService<DataFolderLock>();

    public static async Task UntilStoppedAsync(WebApplication app, CancellationToken ct)
    {
        await StartAsync(app, ct);
        var console = app.Services.GetRequiredService<StartupContext>().Console;
        try
        {
            await WhenReadyAsync(app, ct);
            await console.WriteLineAsync(
                $"Footnote is ready on {app.Services.GetRequiredService<ServerAddress>().Local.ToString().TrimEnd('/')}");
            await console.FlushAsync(ct);
            await app.WaitForShutdownAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested || IsStopping(app))
        {
            // Told to stop before it was ready.
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }

        if (app.Services.GetRequiredService<ServerOutcome>().Fault is { } fault)
        {
            throw fault;
        }
    }

    public static async Task StartAsync(WebApplication app, CancellationToken ct)
    {
        app.Lifetime.ApplicationStarted.Register(() => Announce(app));
        await app.StartAsync(ct);
        Announce(app);
    }

    public static async Task WhenReadyAsync(WebApplication app, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, app.Lifetime.ApplicationStopping);
        try
        {
            await app.Services.GetRequiredService<Readiness>().WhenReadyAsync(either.Token);
        }
        catch (OperationCanceledException) when (app.Services.GetRequiredService<ServerOutcome>().Fault is { } fault)
        {
            throw new StartupException(fault.Code, fault.Message, fault);
        }
    }

    private static bool IsStopping(WebApplication app) => app.Lifetime.ApplicationStopping.IsCancellationRequested;

    private static void Announce(WebApplication app)
    {
        var server = app.Services.GetRequiredService<IServer>();
        var address = app.Services.GetRequiredService<ServerAddress>();
        if (!address.IsListening && server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } first)
        {
            address.Listening(LocalOf(first, address));
        }
    }

    /// <summary>Wildcards are reached by loopback.</summary>
    private static Uri LocalOf(string listening, ServerAddress address)
    {
        var uri = new UriBuilder(
            listening.Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("*", "127.0.0.1", StringComparison.Ordinal));
        if (uri.Host is "0.0.0.0" or "[::]")
        {
            uri.Host = "127.0.0.1";
        }

        if (string.Equals(address.Bind, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            uri.Host = "localhost";
        }

        return uri.Uri;
    }
}
