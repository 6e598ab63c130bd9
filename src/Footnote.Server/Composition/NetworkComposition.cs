using System.Net;
using Footnote.Platform.Hosting;
using Footnote.Server.Configuration;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Footnote.Server.Composition;

/// <summary>Whom the server believes: proxies it trusts, host names it answers to.</summary>
internal static class NetworkComposition
{
    private static readonly string[] LoopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

    public static void AddNetwork(this IServiceCollection services)
    {
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<NetworkOptions>>((forwarded, network) =>
            Configure(forwarded, network.Value));
        services.AddOptions<HostFilteringOptions>().Configure<IOptions<NetworkOptions>, ServerAddress>((filter, network, address) =>
            filter.AllowedHosts = network.Value switch
            {
                { AllowedHosts.Length: > 0 } configured => configured.AllowedHosts,
                _ when address.IsLoopback => LoopbackHosts,
                _ => ["*"],
            });
        services.AddOptions<HostOptions>().Configure<IOptions<NetworkOptions>>((host, network) =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(network.Value.ShutdownSeconds));
    }

    public static void UseNetwork(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseHostFiltering();
    }

    private static void Configure(ForwardedHeadersOptions forwarded, NetworkOptions network)
    {
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        forwarded.ForwardedHeaders = network.TrustedProxies.Length == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        forwarded.ForwardLimit = null;
        foreach (var proxy in network.TrustedProxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                forwarded.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(proxy, out var range))
            {
                forwarded.KnownIPNetworks.Add(range);
            }
        }
    }
}
