using System.Buffers.Binary;
using System.Numerics;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// The first bytes of a vector snapshot, little-endian: "FNVX", the format's version, the shape, the graph's entry, and for each part of
/// the store where it is, how long it is and its CRC-32C; last the CRC-32C of the header itself.
/// </summary>
internal sealed class SnapshotHeader
{
    public const int Size = 256;
    public const uint Magic = 0x58564E46;
    public const int Version = 1;
    private const int PartsAt = 64;
    private const int PartSize = 20;

    public int Dimensions { get; init; }

    public VectorMetric Metric { get; init; }

    public VectorStorage Storage { get; init; }

    public int M { get; init; }

    public int Used { get; init; }

    public int UpperUsed { get; init; }

    public (int Node, int Level) Entry { get; init; }

    public float MaxResidual { get; init; }

    public float MaxLength { get; init; }

    /// <summary>Where each part begins, its length in bytes and its checksum, by <see cref="StorePart"/>.</summary>
    public (long Offset, long Length, uint Checksum)[] Parts { get; } = new (long, long, uint)[StoreLayout.Parts];

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        var span = bytes.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(span, Magic);
        int[] numbers = [Version, Dimensions, (int)Metric, (int)Storage, M, Used, UpperUsed, Entry.Node, Entry.Level];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(span[(4 + (4 * i))..], numbers[i]);
        }

        BinaryPrimitives.WriteSingleLittleEndian(span[40..], MaxResidual);
        BinaryPrimitives.WriteSingleLittleEndian(span[44..], MaxLength);
        for (var part = 0; part < Parts.Length; part++)
        {
            var at = span[(PartsAt + (part * PartSize))..];
            BinaryPrimitives.WriteInt64LittleEndian(at, Parts[part].Offset);
            BinaryPrimitives.WriteInt64LittleEndian(at[8..], Parts[part].Length);
            BinaryPrimitives.WriteUInt32LittleEndian(at[16..], Parts[part].Checksum);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(span[(Size - 4)..], Checksum(span[..(Size - 4)], 0));
        return bytes;
    }

    /// <exception cref="InvalidDataException">The bytes are not a header of this version, or damaged.</exception>
    public static SnapshotHeader Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Size || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
        {
            throw new InvalidDataException("The file is not a vector snapshot, or it is cut off.");
        }

        if (Int(bytes, 4) != Version)
        {
            throw new InvalidDataException($"The snapshot has format version {Int(bytes, 4)}; this build reads version {Version}.");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[(Size - 4)..]) != Checksum(bytes[..(Size - 4)], 0))
        {
            throw new InvalidDataException("The snapshot's header is damaged: its checksum differs.");
        }

        var header = new SnapshotHeader
        {
            Dimensions = Int(bytes, 8),
            Metric = (VectorMetric)Int(bytes, 12),
            Storage = (VectorStorage)Int(bytes, 16),
            M = Int(bytes, 20),
            Used = Int(bytes, 24),
            UpperUsed = Int(bytes, 28),
            Entry = (Int(bytes, 32), Int(bytes, 36)),
            MaxResidual = BinaryPrimitives.ReadSingleLittleEndian(bytes[40..]),
            MaxLength = BinaryPrimitives.ReadSingleLittleEndian(bytes[44..]),
        };
        for (var part = 0; part < header.Parts.Length; part++)
        {
            var at = bytes[(PartsAt + (part * PartSize))..];
            header.Parts[part] = (
                BinaryPrimitives.ReadInt64LittleEndian(at),
                BinaryPrimitives.ReadInt64LittleEndian(at[8..]),
                BinaryPrimitives.ReadUInt32LittleEndian(at[16..]));
        }

        return header;
    }

    /// <summary>CRC-32C (Castagnoli), which processors compute; continues from <paramref name="checksum"/>, 0 at first.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes, uint checksum)
    {
        checksum = ~checksum;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var value in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return ~checksum;
    }

    private static int Int(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadInt32LittleEndian(bytes[offset..]);
}
