using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Footnote.Retrieval.Dense;

namespace Footnote.Models.Embeddings;

/// <summary>
/// SHA-256 of tenant, model, purpose and text: equal for equal input only, and silent about the text to who cannot guess all of it.
/// </summary>
internal readonly record struct EmbeddingKey(UInt128 High, UInt128 Low)
{
    public const int Size = 32;

    public static EmbeddingKey Create(Guid tenantId, string modelId, EmbeddingPurpose purpose, string text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> head = stackalloc byte[24];
        tenantId.TryWriteBytes(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], (int)purpose);

        // with its length, so that no model id can run into the text
        BinaryPrimitives.WriteInt32LittleEndian(head[20..], modelId.Length);
        hash.AppendData(head);
        hash.AppendData(Encoding.UTF8.GetBytes(modelId));
        hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
        Span<byte> digest = stackalloc byte[Size];
        hash.GetHashAndReset(digest);
        return Read(digest);
    }

    public static EmbeddingKey Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(16), Low);
        return bytes;
    }
}
