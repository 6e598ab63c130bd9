using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Lexical.Snapshots;

/// <summary>
/// The file that makes a snapshot of segment files: which belong to it, their lengths and checksums, and the documents that are deleted.
/// Little-endian: "FNLEXMAN", version, position, number of segments, the segments, CRC-32C of everything before.
/// </summary>
internal sealed class SnapshotManifest
{
    public const string FileName = "lexical.manifest";

    private const ulong Magic = 0x4E41_4D58_454C_4E46;
    private const int Version = 1;

    public long Position { get; init; }

    public List<Part> Parts { get; } = [];

    public static string SegmentFileName(int number) => FormattableString.Invariant($"segment-{number:000000}.fnl");

    public byte[] ToBytes()
    {
        var sink = new ByteSink();
        sink.Write<ulong>([Magic]);
        sink.Write<int>([Version]);
        sink.Write<long>([Position]);
        sink.Write<int>([Parts.Count]);
        foreach (var part in Parts)
        {
            sink.Write<int>([part.Number]);
            sink.Write<long>([part.Length]);
            sink.Write<uint>([part.Checksum]);
            sink.Write<int>([part.Live?.Length ?? 0]);
            sink.Write<ulong>(part.Live);
        }

        sink.Write<uint>([Checksum.Of(sink.Written)]);
        return sink.Written.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are damaged, cut off or of another version.</exception>
    public static SnapshotManifest Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 28 || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic)
        {
            throw new InvalidDataException("The file is not the manifest of a lexical snapshot, or it is cut off.");
        }

        if (Checksum.Of(bytes[..^4]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]))
        {
            throw new InvalidDataException("The manifest of the lexical snapshot is damaged: its checksum differs.");
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (version != Version)
        {
            throw new InvalidDataException($"The lexical snapshot has format version {version}; this build reads version {Version}.");
        }

        var manifest = new SnapshotManifest { Position = BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]) };
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[20..]);
        bytes = bytes[24..];
        for (var i = 0; i < count; i++)
        {
            var words = BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]);
            ulong[]? live = words == 0 ? null : MemoryMarshal.Cast<byte, ulong>(bytes.Slice(20, words * 8)).ToArray();
            manifest.Parts.Add(new Part(
                BinaryPrimitives.ReadInt32LittleEndian(bytes),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[4..]),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]),
                live));
            bytes = bytes[(20 + (words * 8))..];
        }

        return manifest;
    }

    /// <summary>A segment of the snapshot.</summary>
    /// <param name="Number">Number in the name of its file.</param>
    /// <param name="Length">Length of the file.</param>
    /// <param name="Checksum">CRC-32C of its bytes but the last four, which hold it too.</param>
    /// <param name="Live">A bit for each document that is not deleted; null when none is.</param>
    public sealed record Part(int Number, long Length, uint Checksum, ulong[]? Live);
}
