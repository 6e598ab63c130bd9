namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>
/// Encodes the postings of one term after the other: full blocks bit-packed, the rest in variable bytes, positions apart.
/// </summary>
internal sealed unsafe class PostingsWriter
{
    private readonly int[] _gaps = new int[BitPacking.BlockLength];
    private readonly int[] _frequencies = new int[BitPacking.BlockLength];
    private readonly FrequencySaturation _saturation;
    private readonly ushort[] _lengths;
    private int _count;
    private int _last;
    private uint _documents;
    private uint _occurrences;
    private uint _firstBlock;
    private int _blockPositions;
    private float _blockBound;

    public PostingsWriter(FrequencySaturation saturation, ushort[] lengths)
    {
        _saturation = saturation;
        _lengths = lengths;
    }

    public ByteSink Data { get; } = new(1 << 16);

    public ByteSink Positions { get; } = new(1 << 16);

    public List<BlockEntry> Blocks { get; } = [];

    public List<TermEntry> Terms { get; } = [];

    /// <summary>Documents of the present term.</summary>
    public int DocumentsOfTerm => (int)_documents;

    public void StartTerm()
    {
        _count = 0;
        _last = -1;
        _documents = 0;
        _occurrences = 0;
        _firstBlock = (uint)Blocks.Count;
        _blockPositions = Positions.Length;
        _blockBound = 0;
    }

    /// <summary>Adds a posting; documents ascend. Its positions follow by <see cref="AddPosition"/>.</summary>
    public void AddDocument(int document, int frequency)
    {
        MakeRoom();
        Put(document, frequency);
        _documents++;
    }

    /// <summary>Ends the present block if it is full; returns how many postings the present one has room for, at least one.</summary>
    public int MakeRoom()
    {
        if (_count == BitPacking.BlockLength)
        {
            FlushBlock();
        }

        return BitPacking.BlockLength - _count;
    }

    /// <summary>Adds an occurrence as the distance to the one before in the document; the last one is marked.</summary>
    public void AddPosition(int distance, bool isLast)
    {
        Positions.WriteVariable(((uint)distance << 1) | (isLast ? 1u : 0u));
        _occurrences++;
    }

    /// <summary>
    /// Adds postings of another segment, no more than <see cref="MakeRoom"/> says; <paramref name="numbers"/> holds what its documents are
    /// called here. Their positions follow.
    /// </summary>
    public void AddDocuments(ReadOnlySpan<int> documents, ReadOnlySpan<int> frequencies, int[] numbers)
    {
        for (var i = 0; i < documents.Length; i++)
        {
            Put(numbers[documents[i]], frequencies[i]);
        }

        _documents += (uint)documents.Length;
    }

    /// <summary>Adds all occurrences of documents as another segment holds them.</summary>
    public void AddEncodedPositions(ReadOnlySpan<byte> encoded) => encoded.CopyTo(Positions.Take(encoded.Length));

    /// <summary>Counts occurrences whose positions were added encoded.</summary>
    public void AddOccurrences(uint occurrences) => _occurrences += occurrences;

    public void EndTerm()
    {
        MakeRoom();
        var tail = (uint)Data.Length;
        for (var i = 0; i < _count; i++)
        {
            Data.WriteVariable(((uint)_gaps[i] << 1) | (_frequencies[i] == 0 ? 1u : 0u));
            if (_frequencies[i] != 0)
            {
                Data.WriteVariable((uint)_frequencies[i]);
            }
        }

        Terms.Add(new TermEntry(_documents, _occurrences, _firstBlock, tail, (uint)_blockPositions, _blockBound));
    }

    private void Put(int document, int frequency)
    {
        _gaps[_count] = document - _last - 1;
        _frequencies[_count++] = frequency - 1;
        _last = document;
        _blockBound = Math.Max(_blockBound, _saturation.Of(frequency, _lengths[document]));
    }

    private void FlushBlock()
    {
        var gapWidth = BitPacking.WidthOf(_gaps);
        var frequencyWidth = BitPacking.WidthOf(_frequencies);
        var offset = (uint)Data.Length;
        fixed (byte* room = Data.Take(2 + (16 * (gapWidth + frequencyWidth))))
        {
            room[0] = (byte)gapWidth;
            room[1] = (byte)frequencyWidth;
            BitPacking.Pack(_gaps, gapWidth, room + 2);
            BitPacking.Pack(_frequencies, frequencyWidth, room + 2 + (16 * gapWidth));
        }

        Blocks.Add(new BlockEntry(_last, offset, (uint)_blockPositions, _blockBound));
        _blockBound = 0;
        _blockPositions = Positions.Length;
        _count = 0;
    }
}
