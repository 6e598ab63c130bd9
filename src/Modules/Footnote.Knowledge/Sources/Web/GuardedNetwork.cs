using System.Net;
using System.Net.Sockets;

namespace Footnote.Knowledge.Sources.Web;

/// <summary>The way out for addresses that users name. A name is resolved once and the connection goes to one of the addresses that were
/// looked at, so that a second answer of the name server cannot lead elsewhere.</summary>
internal sealed class GuardedNetwork(PrivateHosts privateHosts, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private const int HeaderKilobytes = 64;

    public GuardedNetwork(PrivateHosts privateHosts)
        : this(privateHosts, Dns.GetHostAddressesAsync)
    {
    }

    /// <summary>The addresses of a host that may be connected to.</summary>
    /// <exception cref="AddressRefusedException">There are addresses, but none that is allowed.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellationToken);
        var allowed = privateHosts.Allows(host, port) ? addresses : [.. addresses.Where(PublicAddress.Is)];
        return allowed.Length > 0 || addresses.Length == 0 ? allowed : throw new AddressRefusedException();
    }

    /// <summary>A client without cookies, proxy, credentials and automatic redirects.</summary>
    public HttpClient CreateHttp(bool unpacks) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        Credentials = null,
        AutomaticDecompression = unpacks ? DecompressionMethods.All : DecompressionMethods.None,
        ConnectTimeout = ConnectTimeout,
        MaxResponseHeadersLength = HeaderKilobytes,
        MaxConnectionsPerServer = 4,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = ConnectAsync,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        var addresses = await ResolveAsync(target.Host, target.Port, cancellationToken);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var isConnected = false;
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);
            isConnected = true;
            return new NetworkStream(socket, ownsSocket: true);
        }
        finally
        {
            if (!isConnected)
            {
                socket.Dispose();
            }
        }
    }
}
