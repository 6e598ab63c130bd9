using System.Globalization;

namespace Footnote.Knowledge.Sources.Web;

/// <summary>Hosts of private networks that the operator lets sources reach: "wiki.internal" or "10.0.0.5:8080".</summary>
internal sealed class PrivateHosts(IEnumerable<string> hosts)
{
    private readonly HashSet<string> _hosts = new(hosts, StringComparer.OrdinalIgnoreCase);

    public bool Allows(string host, int port)
    {
        var name = host.Trim('[', ']');
        return _hosts.Contains(name)
            || _hosts.Contains(string.Create(CultureInfo.InvariantCulture, $"{name}:{port}"))
            || _hosts.Contains(string.Create(CultureInfo.InvariantCulture, $"[{name}]:{port}"));
    }
}
