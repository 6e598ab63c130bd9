using System.Globalization;
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

    public static void AddNetwork(this IServiceCollection services, IConfiguration configuration)
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
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTime(configuration.GetSection(NetworkOptions.Section)));
    }

    /// <summary>The host wants this before the settings are checked; a wrong value is reported there.</summary>
    private static TimeSpan ShutdownTime(IConfigurationSection section) => TimeSpan.FromSeconds(
        uint.TryParse(section[nameof(NetworkOptions.ShutdownSeconds)], CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : new NetworkOptions().ShutdownSeconds);

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
