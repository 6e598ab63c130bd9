using System.Numerics;
using System.Runtime.Intrinsics;

namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>Reads the postings of one term block by block. Reused; owns its buffers and allocates nothing while reading.</summary>
internal sealed unsafe class PostingsCursor
{
    private readonly int[] _documents = GC.AllocateArray<int>(BitPacking.BlockLength, pinned: true);
    private readonly int[] _frequencies = GC.AllocateArray<int>(BitPacking.BlockLength, pinned: true);
    private readonly int[] _scores = GC.AllocateArray<int>(BitPacking.BlockLength, pinned: true);
    private BlockEntry* _blocks;
    private byte* _data;
    private TermEntry _entry;
    private int _fullBlocks;
    private bool _hasBounds;

    public PostingsCursor()
    {
        Documents = (int*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _documents[0]);
        Frequencies = (int*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _frequencies[0]);
        Scores = (int*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _scores[0]);
    }

    /// <summary>Documents of the loaded block.</summary>
    public int* Documents { get; }

    public int* Frequencies { get; }

    /// <summary>Room for the scores of the loaded block.</summary>
    public int* Scores { get; }

    /// <summary>True when <see cref="Scores"/> holds those of the loaded block; the searcher's mark.</summary>
    public bool IsScored { get; set; }

    /// <summary>The block the reader stands at; <see cref="BlockCount"/> at the end.</summary>
    public int Block { get; set; }

    /// <summary>Place within the loaded block.</summary>
    public int Index { get; set; }

    public int Loaded { get; private set; }

    /// <summary>Postings in the loaded block.</summary>
    public int Count { get; private set; }

    /// <summary>Number of blocks, the tail counted as one.</summary>
    public int BlockCount { get; private set; }

    public int DocumentFrequency => (int)_entry.DocumentFrequency;

    /// <summary>Starts at the first posting of a term.</summary>
    /// <param name="segment">The segment, kept alive by the caller.</param>
    /// <param name="entry">Its entry for the term.</param>
    /// <param name="hasBounds">False when the stored bounds are for other BM25 settings: every bound is then 1, which always holds.</param>
    public void Open(IndexSegment segment, in TermEntry entry, bool hasBounds = true)
    {
        _entry = entry;
        _hasBounds = hasBounds;
        _blocks = segment.Blocks + entry.FirstBlock;
        _data = segment.Data;
        _fullBlocks = entry.FullBlocks;
        BlockCount = _fullBlocks + (entry.TailLength > 0 ? 1 : 0);
        Block = 0;
        Index = 0;
        Loaded = -1;
        Count = 0;
        IsScored = false;
    }

    /// <summary>Last document of a block; that of the tail is not known and given as the highest number.</summary>
    public int LastOf(int block) => block < _fullBlocks ? _blocks[block].LastDocument : int.MaxValue;

    /// <summary>Last document in front of a block, -1 in front of the first.</summary>
    public int BaseOf(int block) => block == 0 ? -1 : _blocks[block - 1].LastDocument;

    public float BoundOf(int block) => !_hasBounds ? 1 : block < _fullBlocks ? _blocks[block].Bound : _entry.TailBound;

    /// <summary>Offset of the positions of a block.</summary>
    public uint PositionsOf(int block) => block < _fullBlocks ? _blocks[block].Positions : _entry.TailPositions;

    /// <summary>Moves to the first block that can hold <paramref name="document"/>; false at the end.</summary>
    public bool SkipTo(int document)
    {
        while (Block < _fullBlocks && _blocks[Block].LastDocument < document)
        {
            Block++;
        }

        return Block < BlockCount;
    }

    /// <summary>Decodes the block the reader stands at, unless it is loaded.</summary>
    public void Load()
    {
        if (Loaded == Block)
        {
            return;
        }

        Loaded = Block;
        Index = 0;
        IsScored = false;
        if (Block < _fullBlocks)
        {
            var source = _data + _blocks[Block].DataOffset;
            int gapWidth = source[0];
            int frequencyWidth = source[1];
            BitPacking.UnpackAscending(source + 2, gapWidth, BaseOf(Block), Documents);
            BitPacking.Unpack(source + 2 + (16 * gapWidth), frequencyWidth, 1, Frequencies);
            Count = BitPacking.BlockLength;
        }
        else
        {
            DecodeTail();
        }
    }

    /// <summary>
    /// Moves to <paramref name="document"/> or, when it is not there, to the first document behind it. False at the end.
    /// </summary>
    public bool Seek(int document)
    {
        if (!SkipTo(document))
        {
            return false;
        }

        Load();
        var wanted = Vector256.Create(document);
        for (; Index < Count; Index += Vector256<int>.Count)
        {
            // the buffer is a whole number of vectors long; what lies behind the count is looked at, but not taken for a document
            var documents = Vector256.Load(Documents + (Index & ~7));
            var bits = Vector256.GreaterThanOrEqual(documents, wanted).ExtractMostSignificantBits() >> (Index & 7);
            if (bits != 0)
            {
                Index += BitOperations.TrailingZeroCount(bits);
                break;
            }

            Index &= ~7;
        }

        if (Index < Count)
        {
            return true;
        }

        // only the tail can end without a document at or behind the one wanted
        Block = BlockCount;
        return false;
    }

    private void DecodeTail()
    {
        var source = _data + _entry.TailOffset;
        var document = BaseOf(Block);
        Count = _entry.TailLength;
        for (var i = 0; i < Count; i++)
        {
            var value = ReadVariable(ref source);
            document += (int)(value >> 1) + 1;
            Documents[i] = document;
            Frequencies[i] = (value & 1) != 0 ? 1 : (int)ReadVariable(ref source) + 1;
        }
    }

    /// <summary>Reads what <see cref="ByteSink.WriteVariable"/> writes.</summary>
    public static uint ReadVariable(ref byte* source)
    {
        uint value = *source++;
        if (value < 0x80)
        {
            return value;
        }

        value &= 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            uint next = *source++;
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
