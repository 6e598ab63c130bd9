using System.Buffers.Binary;
using System.Text;

namespace Footnote.Knowledge.Reading.Compound;

/// <summary>
/// Reads compound files (MS-CFB), the container of encrypted Office files and of mail saved by Outlook. Every chain is followed at most as
/// far as the file is long; what does not fit together is <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class CompoundFile
{
    private const int HeaderBytes = 512;
    private const int EntryBytes = 128;
    private const int MiniCutoff = 4096;
    private const int MaximumEntries = 100_000;
    private const int NoEntry = -1;
    private const uint LastRegular = 0xFFFFFFFA;

    private readonly Stream _stream;
    private readonly int _sectorBytes;
    private readonly int _miniBytes;
    private readonly uint[] _table;
    private readonly uint[] _miniTable;
    private readonly List<CompoundEntry> _entries = [];
    private readonly byte[] _miniStream;

    private CompoundFile(Stream stream, byte[] header)
    {
        _stream = stream;
        var sectorShift = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30));
        var miniShift = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(32));
        if (sectorShift is not (9 or 12) || miniShift != 6 || U32(header, 56) != MiniCutoff)
        {
            throw new InvalidDataException("The compound file has sectors of an unknown size.");
        }

        (_sectorBytes, _miniBytes) = (1 << sectorShift, 1 << miniShift);
        _table = ReadTable(header);
        ReadEntries(U32(header, 48));
        _miniTable = Numbers(Chain(U32(header, 60), long.MaxValue));
        var root = _entries[0];
        _miniStream = root.Length > 0 ? Chain(root.Start, root.Length) : [];
    }

    /// <summary>The folder that holds everything.</summary>
    public CompoundEntry Root => _entries[0];

    private long Sectors => Math.Max(0, (_stream.Length - 1) / _sectorBytes);

    /// <summary>Opens a compound file; the stream must be seekable and stay open.</summary>
    public static CompoundFile Open(Stream stream)
    {
        var header = new byte[HeaderBytes];
        stream.Position = 0;
        stream.ReadExactly(header);
        return header.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
            ? new CompoundFile(stream, header)
            : throw new InvalidDataException("The file is no compound file.");
    }

    /// <summary>What a folder holds.</summary>
    public IReadOnlyList<CompoundEntry> Children(CompoundEntry folder)
    {
        var found = new List<CompoundEntry>();
        var seen = new HashSet<int>();
        var open = new Stack<int>([folder.Child]);
        while (open.TryPop(out var number))
        {
            if (number < 0 || number >= _entries.Count || !seen.Add(number))
            {
                continue;
            }

            var entry = _entries[number];
            found.Add(entry);
            open.Push(entry.Left);
            open.Push(entry.Right);
        }

        return found;
    }

    public CompoundEntry? Find(CompoundEntry folder, string name) =>
        Children(folder).FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The bytes of a stream; longer ones than the limit are refused.</summary>
    public byte[] Read(CompoundEntry entry, long maximumBytes)
    {
        if (entry.Length > maximumBytes)
        {
            throw UnreadableFileException.TooLarge("bytes", maximumBytes);
        }

        return entry.Length < MiniCutoff ? MiniChain(entry) : Chain(entry.Start, entry.Length);
    }

    private static uint U32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static uint[] Numbers(byte[] bytes)
    {
        var numbers = new uint[bytes.Length / 4];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = U32(bytes, i * 4);
        }

        return numbers;
    }

    /// <summary>The table of sector chains: its own sectors are listed in the header and, for large files, in a chain.</summary>
    private uint[] ReadTable(byte[] header)
    {
        const int InHeader = 109;
        var sectors = new List<uint>();
        for (var i = 0; i < InHeader; i++)
        {
            sectors.Add(U32(header, 76 + (i * 4)));
        }

        var next = U32(header, 68);
        for (long i = 0; next < LastRegular && i < Sectors; i++)
        {
            var numbers = Numbers(Sector(next));
            sectors.AddRange(numbers[..^1]);
            next = numbers[^1];
        }

        return [.. sectors.Where(sector => sector < LastRegular).Take((int)Math.Min(Sectors, int.MaxValue))
            .SelectMany(sector => Numbers(Sector(sector)))];
    }

    private void ReadEntries(uint start)
    {
        var bytes = Chain(start, (long)MaximumEntries * EntryBytes);
        for (var i = 0; i + EntryBytes <= bytes.Length; i += EntryBytes)
        {
            var entry = bytes.AsSpan(i, EntryBytes);
            var nameBytes = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]) - 2, 0, 62);
            var length = _sectorBytes == HeaderBytes ? U32(entry, 120) : BinaryPrimitives.ReadInt64LittleEndian(entry[120..]);
            var name = Encoding.Unicode.GetString(entry[..nameBytes]);
            _entries.Add(new CompoundEntry(name, entry[66] == 2, U32(entry, 116), Math.Max(0, length))
            {
                Left = (int)U32(entry, 68),
                Right = (int)U32(entry, 72),
                Child = entry[66] is 1 or 5 ? (int)U32(entry, 76) : NoEntry,
            });
        }

        if (_entries.Count == 0)
        {
            throw new InvalidDataException("The compound file has no directory.");
        }
    }

    private byte[] Sector(uint number)
    {
        var bytes = new byte[_sectorBytes];
        _stream.Position = (number + 1L) * _sectorBytes;
        // the last sector of a file may be cut short
        _ = _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes;
    }

    private byte[] Chain(uint start, long length)
    {
        using var bytes = new MemoryStream();
        var next = start;
        for (long i = 0; next < LastRegular && bytes.Length < length; i++)
        {
            if (i > Sectors || next >= Sectors)
            {
                throw new InvalidDataException("A chain of the compound file leads nowhere.");
            }

            bytes.Write(Sector(next));
            next = next < _table.Length ? _table[next] : throw new InvalidDataException("A chain of the compound file leads nowhere.");
        }

        bytes.SetLength(Math.Min(bytes.Length, length));
        return bytes.ToArray();
    }

    private byte[] MiniChain(CompoundEntry entry)
    {
        using var bytes = new MemoryStream();
        var next = entry.Start;
        while (next < LastRegular && bytes.Length < entry.Length)
        {
            var at = next * (long)_miniBytes;
            if (next >= _miniTable.Length || at >= _miniStream.Length)
            {
                throw new InvalidDataException("A chain of the compound file leads nowhere.");
            }

            bytes.Write(_miniStream.AsSpan((int)at, (int)Math.Min(_miniBytes, _miniStream.Length - at)));
            next = _miniTable[next];
        }

        bytes.SetLength(Math.Min(bytes.Length, entry.Length));
        return bytes.ToArray();
    }
}
