using System.Buffers.Binary;
using System.Text;

namespace Footnote.Knowledge.Tests.Reading.Compound;

/// <summary>Writes compound files: folders and streams, short ones in the mini stream as the format wants it.</summary>
internal sealed class TestCompoundFile
{
    private const int Sector = 512;
    private const int Mini = 64;
    private const int Cutoff = 4096;
    private const uint End = 0xFFFFFFFE;
    private const uint Free = 0xFFFFFFFF;

    private readonly List<Node> _nodes = [new("Root Entry", null, -1)];
    private readonly List<byte> _sectors = [];
    private readonly List<uint> _table = [];
    private readonly List<byte> _mini = [];
    private readonly List<uint> _miniTable = [];

    public int Folder(int parent, string name) => Add(new Node(name, null, parent));

    public TestCompoundFile Stream(int parent, string name, byte[] content)
    {
        Add(new Node(name, content, parent));
        return this;
    }

    public byte[] Build()
    {
        var starts = _nodes.Select(node => node.Content is { Length: > 0 } content ? Store(content) : End).ToArray();
        var miniStart = StoreSectors([.. _mini]);
        var miniTableStart = StoreSectors(Bytes(_miniTable));
        var directoryStart = StoreSectors(Directory(starts, miniStart));
        var tableSectors = 1;
        while (tableSectors * (Sector / 4) < _table.Count + tableSectors)
        {
            tableSectors++;
        }

        var tableStart = (uint)_table.Count;
        _table.AddRange(Enumerable.Repeat(0xFFFFFFFDu, tableSectors));
        var table = _table.Concat(Enumerable.Repeat(Free, (tableSectors * (Sector / 4)) - _table.Count)).ToList();
        var header = Header(directoryStart, miniTableStart, tableStart, tableSectors);
        return [.. header, .. _sectors, .. Bytes(table)];
    }

    private int Add(Node node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }

    private uint Store(byte[] content) => content.Length >= Cutoff ? StoreSectors(content) : StoreMini(content);

    private uint StoreSectors(byte[] content)
    {
        if (content.Length == 0)
        {
            return End;
        }

        var start = (uint)_table.Count;
        var count = (content.Length + Sector - 1) / Sector;
        _sectors.AddRange(content);
        _sectors.AddRange(new byte[(count * Sector) - content.Length]);
        _table.AddRange(Enumerable.Range(1, count).Select(i => i == count ? End : start + (uint)i));
        return start;
    }

    private uint StoreMini(byte[] content)
    {
        var start = (uint)_miniTable.Count;
        var count = (content.Length + Mini - 1) / Mini;
        _mini.AddRange(content);
        _mini.AddRange(new byte[(count * Mini) - content.Length]);
        _miniTable.AddRange(Enumerable.Range(1, count).Select(i => i == count ? End : start + (uint)i));
        return start;
    }

    private byte[] Directory(uint[] starts, uint miniStart)
    {
        var bytes = new byte[_nodes.Count * 128];
        for (var i = 0; i < _nodes.Count; i++)
        {
            var entry = bytes.AsSpan(i * 128, 128);
            var node = _nodes[i];
            var name = Encoding.Unicode.GetBytes(node.Name + "\0");
            name.CopyTo(entry);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)name.Length);
            entry[66] = (byte)(i == 0 ? 5 : node.Content is null ? 1 : 2);
            Write(entry, 68, Free);
            // siblings hang on one another to the right
            Write(entry, 72, (uint)_nodes.FindIndex(i + 1, other => i > 0 && other.Parent == node.Parent));
            Write(entry, 76, (uint)_nodes.FindIndex(other => other.Parent == i));
            Write(entry, 116, i == 0 ? miniStart : starts[i]);
            Write(entry, 120, (uint)(i == 0 ? _mini.Count : node.Content?.Length ?? 0));
        }

        return bytes;
    }

    private static byte[] Header(uint directory, uint miniTable, uint table, int tableSectors)
    {
        var header = new byte[Sector];
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(header);
        (header[24], header[26], header[28], header[29], header[30], header[32]) = (0x3E, 3, 0xFE, 0xFF, 9, 6);
        Write(header, 44, (uint)tableSectors);
        Write(header, 48, directory);
        Write(header, 56, Cutoff);
        Write(header, 60, miniTable);
        Write(header, 68, End);
        for (var i = 0; i < 109; i++)
        {
            Write(header, 76 + (i * 4), i < tableSectors ? table + (uint)i : Free);
        }

        return header;
    }

    private static byte[] Bytes(List<uint> numbers)
    {
        var bytes = new byte[numbers.Count * 4];
        for (var i = 0; i < numbers.Count; i++)
        {
            Write(bytes, i * 4, numbers[i]);
        }

        return bytes;
    }

    private static void Write(Span<byte> bytes, int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes[offset..], value);

    private sealed record Node(string Name, byte[]? Content, int Parent);
}
