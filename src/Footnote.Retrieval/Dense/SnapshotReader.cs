using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// Reads a snapshot back: the vectors are mapped privately (what is written later never reaches the file), the rest is read into memory.
/// Everything is checked before anything is used.
/// </summary>
internal static unsafe class SnapshotReader
{
    private const int Piece = 16 << 20;

    /// <exception cref="InvalidDataException">The file is no snapshot, damaged, or of an index with other options.</exception>
    public static (LoadedStore Loaded, (int Node, int Level) Entry) Read(string path, VectorIndexOptions options)
    {
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var bytes = new byte[SnapshotHeader.Size];
        var read = RandomAccess.Read(file, bytes, 0);
        var header = SnapshotHeader.Parse(bytes.AsSpan(0, read));
        CheckShape(header, options);
        var layout = new StoreLayout(options);
        CheckParts(header, layout, RandomAccess.GetLength(file));
        var blocks = new MemoryBlock?[StoreLayout.Parts];
        try
        {
            for (var part = StorePart.Codes; part <= StorePart.UpperLinks; part++)
            {
                blocks[(int)part] = ReadPart(path, file, part, header.Parts[(int)part]);
            }

            var store = new VectorStore(layout, header.Used, blocks);
            CheckContents(store, header);
            return (new LoadedStore(store, header.Used, header.UpperUsed, header.MaxResidual, header.MaxLength), header.Entry);
        }
        catch
        {
            foreach (var block in blocks)
            {
                block?.Dispose();
            }

            throw;
        }
    }

    private static void CheckShape(SnapshotHeader header, VectorIndexOptions options)
    {
        var held = (header.Dimensions, header.Metric, header.Storage, header.M);
        if (held != (options.Dimensions, options.Metric, options.Storage, options.M))
        {
            throw new InvalidDataException(
                $"The snapshot holds {header.Dimensions} dimensions, {header.Metric}, {header.Storage}, M {header.M}; "
                + $"the options say {options.Dimensions}, {options.Metric}, {options.Storage}, M {options.M}.");
        }
    }

    private static void CheckParts(SnapshotHeader header, StoreLayout layout, long fileLength)
    {
        var hasGraph = header.Parts[(int)StorePart.Levels].Length > 0;
        for (var part = StorePart.Codes; part <= StorePart.UpperLinks; part++)
        {
            var (offset, length, _) = header.Parts[(int)part];
            var rows = part == StorePart.UpperLinks ? header.UpperUsed : header.Used;
            var expected = StoreLayout.IsGraph(part) && !hasGraph ? 0 : (long)rows * layout.RowBytes(part);
            if (rows < 0 || length != expected || (length > 0 && (offset < SnapshotHeader.Size || offset > fileLength - length)))
            {
                throw new InvalidDataException($"The snapshot is cut off or damaged: its part {part} does not fit.");
            }
        }
    }

    private static MemoryBlock? ReadPart(string path, SafeFileHandle file, StorePart part, (long Offset, long Length, uint Checksum) where)
    {
        if (where.Length == 0)
        {
            return null;
        }

        var mapped = part == StorePart.Vectors;
        MemoryBlock block = mapped ? Map(path, where.Offset, where.Length) : new NativeBlock(where.Length);
        try
        {
            if (!mapped)
            {
                Fill(file, block, where.Offset);
            }

            var checksum = 0u;
            for (var done = 0L; done < where.Length; done += Piece)
            {
                var piece = new ReadOnlySpan<byte>(block.Pointer + done, (int)Math.Min(Piece, where.Length - done));
                checksum = SnapshotHeader.Checksum(piece, checksum);
            }

            return checksum == where.Checksum
                ? block
                : throw new InvalidDataException($"The snapshot is damaged: the checksum of its part {part} differs.");
        }
        catch
        {
            block.Dispose();
            throw;
        }
    }

    private static MappedBlock Map(string path, long offset, long length)
    {
        using var map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.CopyOnWrite);
        return new MappedBlock(map.CreateViewAccessor(offset, length, MemoryMappedFileAccess.CopyOnWrite), length);
    }

    private static void Fill(SafeFileHandle file, MemoryBlock block, long offset)
    {
        for (var done = 0L; done < block.Length;)
        {
            var piece = new Span<byte>(block.Pointer + done, (int)Math.Min(Piece, block.Length - done));
            var read = RandomAccess.Read(file, piece, offset + done);
            if (read == 0)
            {
                throw new InvalidDataException("The snapshot is cut off.");
            }

            done += read;
        }
    }

    /// <summary>A file can have right checksums and still not come from this code: nothing in it may lead outside the memory.</summary>
    private static void CheckContents(VectorStore store, SnapshotHeader header)
    {
        var (node, level) = header.Entry;
        var valid = node < header.Used && (store.Levels is null ? node < 0 : node < 0 || store.Levels[node] == level);
        for (var slot = 0; valid && slot < header.Used && store.Levels is not null; slot++)
        {
            valid = CheckNode(store, header, slot);
        }

        if (!valid || !float.IsFinite(header.MaxResidual) || !float.IsFinite(header.MaxLength))
        {
            throw new InvalidDataException("The snapshot contradicts itself.");
        }
    }

    private static bool CheckNode(VectorStore store, SnapshotHeader header, int slot)
    {
        var levels = store.Levels[slot] == StoreLayout.NotInGraph ? 0 : store.Levels[slot];
        if (levels > 0 && (store.UpperOffsets[slot] < 0 || store.UpperOffsets[slot] > header.UpperUsed - levels))
        {
            return false;
        }

        for (var level = 0; level <= levels; level++)
        {
            var row = store.Row(slot, level, out var width);
            for (var i = 0; i < width && row[i] >= 0; i++)
            {
                if (row[i] >= header.Used || store.Levels[row[i]] == StoreLayout.NotInGraph || store.Levels[row[i]] < level)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
