using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Footnote.Models.Embeddings;

/// <summary>
/// A row of the cache. The seal is the beginning of SHA-256 over key and vector: a row that was damaged, cut or put under another key is
/// recognised and computed anew.
/// </summary>
internal sealed class StoredEmbedding
{
    private const int SealSize = 8;

    public byte[] Key { get; init; } = [];

    /// <summary>Little-endian float32.</summary>
    public byte[] Vector { get; init; } = [];

    public byte[] Seal { get; init; } = [];

    public static StoredEmbedding Create(EmbeddingKey key, float[] vector)
    {
        var keyBytes = key.ToBytes();
        var bytes = MemoryMarshal.AsBytes(vector.AsSpan()).ToArray();
        return new StoredEmbedding { Key = keyBytes, Vector = bytes, Seal = SealOf(keyBytes, bytes) };
    }

    /// <summary>The vector, or null when the row is not what was written.</summary>
    public float[]? Open(int dimensions)
    {
        var isSound = Key.Length == EmbeddingKey.Size && Vector.Length == dimensions * sizeof(float)
            && Seal.AsSpan().SequenceEqual(SealOf(Key, Vector));
        return isSound ? MemoryMarshal.Cast<byte, float>(Vector).ToArray() : null;
    }

    private static byte[] SealOf(byte[] key, byte[] vector)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(key);
        hash.AppendData(vector);
        return hash.GetHashAndReset()[..SealSize];
    }
}
