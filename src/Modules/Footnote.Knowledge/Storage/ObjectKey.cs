using System.Buffers;
using System.Buffers.Binary;

namespace Footnote.Knowledge.Storage;

/// <summary>Keys are ids of version 7 in 32 digits: unique without asking, and their time can be read back.</summary>
internal static class ObjectKey
{
    private const int Length = 32;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static string Create(DateTimeOffset now) => Guid.CreateVersion7(now).ToString("n");

    public static void Check(string key)
    {
        if (!TryReadTime(key, out _))
        {
            throw new ArgumentException("This is no key of the object store.", nameof(key));
        }
    }

    /// <summary>The moment the key was made; false for anything that is no key.</summary>
    public static bool TryReadTime(string key, out DateTimeOffset createdAt)
    {
        createdAt = default;
        if (key.Length != Length || key.AsSpan().ContainsAnyExcept(Digits) || !Guid.TryParseExact(key, "n", out var id))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16;
        createdAt = DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
        return true;
    }
}
