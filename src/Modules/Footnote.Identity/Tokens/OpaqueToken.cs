using System.Security.Cryptography;
using System.Text;
using Footnote.Platform.Hosting;

namespace Footnote.Identity.Tokens;

/// <summary>Random tokens that only their holder knows; the database keeps their SHA-256.</summary>
internal static class OpaqueToken
{
    public const string RefreshPrefix = "fnr_";
    public const string CookiePrefix = "fns_";
    public const string OperatorPrefix = "fno_";
    private const int Length = 47; // prefix and 32 bytes in base64url

    public static string Generate(string prefix) => SecretFile.Generate(prefix);

    public static bool LooksLike(string prefix, string? token) =>
        token is { Length: Length } && token.StartsWith(prefix, StringComparison.Ordinal);

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public static bool AreEqual(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
