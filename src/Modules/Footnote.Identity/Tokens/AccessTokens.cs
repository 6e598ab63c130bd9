using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Options;

namespace Footnote.Identity.Tokens;

/// <summary>Signs and checks access tokens: JWT (RFC 7519) with HS256, the only algorithm that is accepted.</summary>
internal sealed class AccessTokens(IdentityKeys keys, IOptions<IdentityOptions> options, TimeProvider time)
{
    private const string Issuer = "footnote";
    private const int MaxLength = 4096;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    public TimeSpan Lifetime => TimeSpan.FromMinutes(options.Value.AccessTokenMinutes);

    public string Issue(AccessTokenClaims claims, IEnumerable<string> roles)
    {
        var now = time.GetUtcNow();
        var payload = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iss"] = Issuer,
            ["aud"] = Issuer,
            ["sub"] = claims.UserId.ToString("D"),
            ["sid"] = claims.SessionId.ToString("D"),
            ["tenant"] = claims.TenantId.ToString("D"),
            ["roles"] = roles,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
        });
        var signed = $"{Header}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(Sign(signed))}";
    }

    public Result<AccessTokenClaims> Validate(string token)
    {
        var parts = token.Length <= MaxLength ? token.Split('.') : [];
        if (parts.Length != 3 || !HasSupportedHeader(parts[0]) || !HasValidSignature(parts))
        {
            return IdentityErrors.InvalidToken();
        }

        try
        {
            using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return Read(payload.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return IdentityErrors.InvalidToken();
        }
    }

    private Result<AccessTokenClaims> Read(JsonElement payload)
    {
        if (payload.GetProperty("iss").GetString() != Issuer || payload.GetProperty("aud").GetString() != Issuer)
        {
            return IdentityErrors.InvalidToken();
        }

        var now = time.GetUtcNow();
        if (payload.GetProperty("iat").GetInt64() > (now + ClockSkew).ToUnixTimeSeconds())
        {
            return IdentityErrors.InvalidToken();
        }

        return payload.GetProperty("exp").GetInt64() <= now.ToUnixTimeSeconds()
            ? IdentityErrors.TokenExpired()
            : new AccessTokenClaims(
                payload.GetProperty("sub").GetGuid(),
                payload.GetProperty("sid").GetGuid(),
                payload.GetProperty("tenant").GetGuid());
    }

    private static bool HasSupportedHeader(string part)
    {
        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
            return header.RootElement.TryGetProperty("alg", out var algorithm)
                && algorithm.ValueKind == JsonValueKind.String
                && algorithm.ValueEquals("HS256"u8)
                && !header.RootElement.TryGetProperty("crit", out _);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    private bool HasValidSignature(string[] parts)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return Base64Url.IsValid(parts[2], out var length)
            && length == given.Length
            && Base64Url.TryDecodeFromChars(parts[2], given, out _)
            && CryptographicOperations.FixedTimeEquals(given, Sign($"{parts[0]}.{parts[1]}"));
    }

    private byte[] Sign(string text) => HMACSHA256.HashData(keys.Signing, Encoding.ASCII.GetBytes(text));
}
