using System.Security.Cryptography;
using System.Text.Json;
using Footnote.Platform.Crypto;
using Footnote.Platform.Hosting;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Sources;

/// <summary>Seals the secrets of sources with the configured key or the one in the data folder.</summary>
internal sealed class SourceVault(IOptions<KnowledgeOptions> options, DataFolder folder)
{
    private readonly Lazy<SecretBox> _box = new(() => new SecretBox(Convert.FromBase64String(
        options.Value.Sources.EncryptionKey.Length > 0
            ? options.Value.Sources.EncryptionKey
            : SecretFile.ReadOrCreate(Path.Combine(folder.Keys, "sources.key"), NewKey))));

    public byte[]? Seal(Guid sourceId, SourceSecrets secrets) =>
        secrets.Any ? _box.Value.Seal(JsonSerializer.Serialize(secrets), PurposeOf(sourceId)) : null;

    /// <exception cref="SourceException">They were sealed with another key.</exception>
    public SourceSecrets Open(Guid sourceId, byte[]? sealedSecrets)
    {
        if (sealedSecrets is null)
        {
            return new SourceSecrets();
        }

        var text = _box.Value.Open(sealedSecrets, PurposeOf(sourceId)) ?? throw new SourceException(SourceFailures.Sealed());
        return JsonSerializer.Deserialize<SourceSecrets>(text) ?? new SourceSecrets();
    }

    private static string PurposeOf(Guid sourceId) => $"source:{sourceId:D}";

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBox.KeyBytes));
}
