using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Footnote.Knowledge.Indexing.Snapshots;

/// <summary>Equal as long as tables and catalog have the same shape: a snapshot of another shape is made anew.</summary>
internal static class SnapshotFingerprint
{
    public static string Current { get; } = Compute();

    private static string Compute()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var property in typeof(IndexedDocument).GetProperties().OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{property.Name}:{property.PropertyType}\n"));
        }

        var assembly = typeof(SnapshotFingerprint).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(Read(assembly, name));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is missing.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
