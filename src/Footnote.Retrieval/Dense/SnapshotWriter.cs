using Microsoft.Win32.SafeHandles;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// Writes the used rows of a table to a file. The file gets its name only when it is complete and on the disk, so that a reader finds
/// either the snapshot before or this one, and a full disk costs nothing but the attempt.
/// </summary>
internal static unsafe class SnapshotWriter
{
    private const int Piece = 16 << 20;
    private const int PageSize = 4096;
    private const int CacheLine = 64;

    /// <summary>The order of the parts in the file: the vectors last, at the start of a page, as they are mapped.</summary>
    private static readonly StorePart[] Order =
    [
        StorePart.Codes, StorePart.Scales, StorePart.Ids, StorePart.Levels,
        StorePart.Links, StorePart.UpperOffsets, StorePart.UpperLinks, StorePart.Vectors,
    ];

    public static void Write(string path, VectorTable table, VectorIndexOptions options, (int Node, int Level) entry)
    {
        var temporary = path + ".tmp";
        try
        {
            using (var file = Create(temporary))
            {
                Write(file, table, options, entry);
                RandomAccess.FlushToDisk(file);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static SafeFileHandle Create(string path)
    {
        if (File.Exists(path) && new FileInfo(path).LinkTarget is null)
        {
            File.Delete(path);
        }

        return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
    }

    private static void Write(SafeFileHandle file, VectorTable table, VectorIndexOptions options, (int Node, int Level) entry)
    {
        var header = new SnapshotHeader
        {
            Dimensions = options.Dimensions,
            Metric = options.Metric,
            Storage = options.Storage,
            M = options.M,
            Used = table.Used,
            UpperUsed = table.UpperUsed,
            Entry = entry,
            MaxResidual = table.MaxResidual,
            MaxLength = table.MaxLength,
        };
        var store = table.Store;
        var offset = (long)SnapshotHeader.Size;
        foreach (var part in Order)
        {
            var alignment = part == StorePart.Vectors ? PageSize : CacheLine;
            offset = (offset + alignment - 1) / alignment * alignment;
            var rows = part == StorePart.UpperLinks ? table.UpperUsed : table.Used;
            var length = store.Block(part) is null ? 0 : (long)rows * store.Layout.RowBytes(part);
            header.Parts[(int)part] = (offset, length, WritePart(file, store.Block(part), offset, length));
            offset += length;
        }

        RandomAccess.Write(file, header.ToBytes(), 0);
    }

    private static uint WritePart(SafeFileHandle file, MemoryBlock? block, long offset, long length)
    {
        var checksum = 0u;
        for (var done = 0L; done < length; done += Piece)
        {
            var piece = new ReadOnlySpan<byte>(block!.Pointer + done, (int)Math.Min(Piece, length - done));
            checksum = SnapshotHeader.Checksum(piece, checksum);
            RandomAccess.Write(file, piece, offset + done);
        }

        return checksum;
    }
}
