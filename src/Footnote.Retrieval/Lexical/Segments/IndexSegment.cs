using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>
/// An immutable part of the index: a view on the bytes that <see cref="SegmentAssembler"/> lays out, in memory or mapped.
/// </summary>
internal sealed unsafe class IndexSegment
{
    private readonly byte* _base;
    private readonly SegmentHeader* _header;
    private readonly byte[]? _image;
    private volatile SavedFile? _saved;
    private volatile int[]? _byId;

    /// <summary>A segment in memory; the array must be pinned.</summary>
    public IndexSegment(byte[] image)
        : this((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(image)))
    {
        _image = image;
    }

    /// <summary>A segment in a mapped file.</summary>
    public IndexSegment(MappedFile file)
        : this(file.Start)
    {
        File = file;
    }

    private IndexSegment(byte* start)
    {
        _base = start;
        _header = (SegmentHeader*)start;
    }

    /// <summary>The file it is mapped from; null for a segment in memory.</summary>
    public MappedFile? File { get; }

    public ref readonly SegmentHeader Header => ref *_header;

    public int Documents => _header->Documents;

    public int Terms => _header->Terms;

    public long TotalLength => _header->TotalLength;

    /// <summary>Bytes with the checksum.</summary>
    public ReadOnlySpan<byte> Bytes => new(_base, (int)_header->End + 4);

    public int* Ids => (int*)(_base + _header->Ids);

    public ushort* Lengths => (ushort*)(_base + _header->Lengths);

    public ushort* TitleEnds => (ushort*)(_base + _header->TitleEnds);

    public ushort* HeadingEnds => (ushort*)(_base + _header->HeadingEnds);

    public byte* Languages => _base + _header->Languages;

    public byte* Data => _base + _header->Data;

    public byte* Positions => _base + _header->Positions;

    public BlockEntry* Blocks => (BlockEntry*)(_base + _header->BlockEntries);

    public ref readonly TermEntry Entry(int ordinal) => ref ((TermEntry*)(_base + _header->TermEntries))[ordinal];

    /// <summary>The terms in UTF-8.</summary>
    public ByteStrings TermStrings => new((uint*)(_base + _header->TermOffsets), _base + _header->TermBytes, Terms);

    public ReadOnlySpan<byte> TermBytes(int ordinal) => TermStrings[ordinal];

    /// <summary>Where the positions of a term begin; those of the terms lie one behind the other.</summary>
    public uint PositionsOf(int ordinal)
    {
        ref readonly var entry = ref Entry(ordinal);
        return entry.FullBlocks > 0 ? Blocks[entry.FirstBlock].Positions : entry.TailPositions;
    }

    /// <summary>Number of plain words for spelling suggestions.</summary>
    public int Words => _header->Words;

    /// <summary>The plain words in UTF-8.</summary>
    public ByteStrings WordStrings => new((uint*)(_base + _header->WordOffsets), _base + _header->WordBytes, Words);

    /// <summary>A plain word in UTF-8; they are in the order of their bytes.</summary>
    public ReadOnlySpan<byte> Word(int number) => WordStrings[number];

    /// <summary>How often a plain word occurs.</summary>
    public uint WordCount(int number) => ((uint*)(_base + _header->WordCounts))[number];

    /// <summary>Ordinal of a term given in UTF-8, or -1.</summary>
    public int Find(ReadOnlySpan<byte> term, uint hash)
    {
        var slots = (uint*)(_base + _header->Hash);
        var mask = (uint)_header->HashSlots - 1;
        for (var slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            var ordinal = (int)slots[slot] - 1;
            if (TermBytes(ordinal).SequenceEqual(term))
            {
                return ordinal;
            }
        }

        return -1;
    }

    /// <summary>
    /// Number of the document with an id that is live by <paramref name="live"/> (null: all are), or -1. The first call sorts the ids,
    /// which later ones search.
    /// </summary>
    public int DocumentOf(int id, ulong[]? live)
    {
        var order = _byId ??= SortById();
        var low = 0;
        for (var high = order.Length; low < high;)
        {
            var middle = (low + high) >>> 1;
            (low, high) = Ids[order[middle]] < id ? (middle + 1, high) : (low, middle);
        }

        // an id has several documents when it was written more than once; at most one of them is live
        for (; low < order.Length && Ids[order[low]] == id; low++)
        {
            var document = order[low];
            if (live is null || (live[document >> 6] & (1UL << (document & 63))) != 0)
            {
                return document;
            }
        }

        return -1;
    }

    /// <summary>First plain word at or behind <paramref name="from"/> that is not below <paramref name="word"/>.</summary>
    public int LowerBoundOfWord(ReadOnlySpan<byte> word, int from)
    {
        var high = Words;
        while (from < high)
        {
            var middle = (from + high) >>> 1;
            if (Word(middle).SequenceCompareTo(word) < 0)
            {
                from = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return from;
    }

    /// <summary>Number of the file in <paramref name="folder"/> that holds this segment, or -1.</summary>
    public int NumberIn(string folder) =>
        _saved is { } saved && string.Equals(saved.Folder, folder, StringComparison.Ordinal) ? saved.Number : -1;

    public void RememberFile(string folder, int number) => _saved = new SavedFile(folder, number);

    /// <summary>Keeps the bytes where they are until the call; to be called behind the last use of a pointer.</summary>
    public void KeepAlive()
    {
        GC.KeepAlive(_image);
        GC.KeepAlive(File);
    }

    private int[] SortById()
    {
        var order = new int[Documents];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        new Span<int>(Ids, Documents).ToArray().AsSpan().Sort(order.AsSpan());
        return order;
    }

    private sealed record SavedFile(string Folder, int Number);
}
