using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Footnote.Platform.Postgres;

/// <summary>
/// Where the cluster's socket lies: in its folder, or in the system's temporary folder when the path would be too long for a socket.
/// </summary>
internal static class SocketLocation
{
    private const int MaxSocketPath = 107; // sockaddr_un

    public static string For(string folder, int port)
    {
        var inside = Path.Combine(folder, "run");
        var socket = Path.Combine(inside, string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{port}.lock"));
        return Encoding.UTF8.GetByteCount(socket) <= MaxSocketPath ? inside : Path.Combine(
            Path.GetTempPath(), "footnote-" + Digest(folder));
    }

    /// <summary>Removes a folder that lies outside the cluster's own.</summary>
    public static void Remove(string socketFolder, string folder)
    {
        if (!socketFolder.StartsWith(Path.GetFullPath(folder), StringComparison.Ordinal) && Directory.Exists(socketFolder))
        {
            Directory.Delete(socketFolder, recursive: true);
        }
    }

    private static string Digest(string folder) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)).AsSpan(0, 8));
}
