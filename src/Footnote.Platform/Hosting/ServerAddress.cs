using System.Net;

namespace Footnote.Platform.Hosting;

/// <summary>Where the server listens: what it was told to bind, and the address it got once it listens.</summary>
public sealed class ServerAddress
{
    private Uri? _local;

    /// <summary>Takes "localhost", an IP address, or "*" for every address.</summary>
    public ServerAddress(string bind, int port)
    {
        Bind = bind;
        Port = port;
    }

    public string Bind { get; }

    /// <summary>The port asked for; 0 takes any free one.</summary>
    public int Port { get; }

    /// <summary>Only this machine can reach the server directly.</summary>
    public bool IsLoopback =>
        string.Equals(Bind, "localhost", StringComparison.OrdinalIgnoreCase) || (
            IPAddress.TryParse(Bind, out var address) && IPAddress.IsLoopback(address));

    /// <summary>The address by which this machine reaches the server; for calls of the pages to the API.</summary>
    public Uri Local => _local ?? throw new InvalidOperationException("The server does not listen yet.");

    public bool IsListening => _local is not null;

    public void Listening(Uri local) => _local = local;
}
