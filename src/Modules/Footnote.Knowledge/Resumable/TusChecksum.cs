using System.Security.Cryptography;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Resumable;

/// <summary>The checksum a client sends with a piece.</summary>
internal sealed class TusChecksum : IDisposable
{
    /// <summary>What the protocol demands, and what is better.</summary>
    public const string Algorithms = "sha1,sha256";

    private readonly IncrementalHash _hash;
    private readonly byte[] _expected;

    private TusChecksum(IncrementalHash hash, byte[] expected)
    {
        _hash = hash;
        _expected = expected;
    }

    /// <summary>Null without the header.</summary>
    public static Result<TusChecksum?> Parse(string header)
    {
        if (header.Length == 0)
        {
            return Result.Success<TusChecksum?>(null);
        }

        var parts = header.Split(' ');
        HashAlgorithmName? algorithm = parts[0] switch
        {
            "sha1" => HashAlgorithmName.SHA1,
            "sha256" => HashAlgorithmName.SHA256,
            _ => null,
        };
        var expected = new byte[64];
        return algorithm is { } known && parts.Length == 2 && Convert.TryFromBase64String(parts[1], expected, out var length)
            ? new TusChecksum(IncrementalHash.CreateHash(known), expected[..length])
            : Error.Validation(TusHeaders.Checksum, $"must be one of {Algorithms}, a space and the checksum in base64");
    }

    public void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    public bool IsRight() => CryptographicOperations.FixedTimeEquals(_hash.GetHashAndReset(), _expected);

    public void Dispose() => _hash.Dispose();
}
