using System.Security.Cryptography;
using System.Text;
using Footnote.Platform.Hosting;

namespace Footnote.Identity.Tokens;

/// <summary>The keys of this installation, derived from one secret in the data folder; read at first use.</summary>
internal sealed class IdentityKeys
{
    private const int KeyLength = 32;
    private readonly Lazy<byte[]> _master;
    private readonly Lazy<byte[]> _signing;
    private readonly Lazy<byte[]> _csrf;
    private readonly Lazy<byte[]> _attempts;

    public IdentityKeys(DataFolder folder)
    {
        var path = Path.Combine(folder.Keys, "identity.secret");
        _master = new Lazy<byte[]>(() => Encoding.ASCII.GetBytes(SecretFile.ReadOrCreate(path, () => SecretFile.Generate("fnk_"))));
        _signing = Derive("access tokens");
        _csrf = Derive("anti-forgery");
        _attempts = Derive("attempts");
    }

    public byte[] Signing => _signing.Value;

    public byte[] Attempts => _attempts.Value;

    /// <summary>The value a browser must send beside its session cookie.</summary>
    public string CsrfToken(Guid sessionId) =>
        System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(_csrf.Value, sessionId.ToByteArray(bigEndian: true)));

    private Lazy<byte[]> Derive(string purpose) => new(() =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _master.Value, KeyLength, info: Encoding.ASCII.GetBytes($"footnote {purpose}")));
}
