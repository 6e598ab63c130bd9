using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Footnote.Web.StaticFiles;

/// <summary>
/// The style sheet, scripts and icon, embedded in the assembly. Their addresses carry a fingerprint of all of them together, so that
/// modules can import each other by relative address and everything may be cached for ever.
/// </summary>
internal sealed class AssetStore
{
    private const string Prefix = "Assets/";

    private static readonly FrozenDictionary<string, string> MediaTypes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, Asset> _assets;

    public AssetStore()
    {
        var assembly = typeof(AssetStore).Assembly;
        var names = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var assets = new Dictionary<string, Asset>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var asset = Read(assembly.GetManifestResourceStream(name)!, name);
            hash.AppendData(asset.Content);
            assets.Add(name[Prefix.Length..], asset);
        }

        _assets = assets.ToFrozenDictionary(StringComparer.Ordinal);
        Fingerprint = Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    public string Fingerprint { get; }

    public string AddressOf(string name) => $"/assets/{Fingerprint}/{name}";

    public Asset? Find(string name) => _assets.GetValueOrDefault(name);

    private static Asset Read(Stream stream, string name)
    {
        using (stream)
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return new Asset(copy.ToArray(), MediaTypes[Path.GetExtension(name)]);
        }
    }
}
