namespace Footnote.Encoder.Scheduling;

/// <summary>
/// The tokens of the texts of one bulk call and which of them are computed together. Kept between calls, so that a call allocates nothing
/// for its tokens. Tokens of different texts may be set at the same time; everything else is one thread's.
/// </summary>
internal sealed class BulkWork
{
    private readonly List<int> _batchEnds = [];
    private int[] _ids = [];
    private int[] _starts = [];
    private int[] _lengths = [];
    private bool[] _isCut = [];
    private long[] _order = [];
    private int _used;

    /// <summary>Number of texts.</summary>
    public int Count { get; private set; }

    public int BatchCount => _batchEnds.Count;

    /// <summary>Forgets the last texts and makes room for <paramref name="count"/> others of at most so many tokens.</summary>
    public void Begin(int count, int longest)
    {
        Count = count;
        _used = 0;
        _batchEnds.Clear();
        if (_ids.Length < count * longest)
        {
            _ids = GC.AllocateUninitializedArray<int>(count * longest);
        }

        if (_starts.Length < count)
        {
            _starts = new int[count];
            _lengths = new int[count];
            _isCut = new bool[count];
            _order = new long[count];
        }
    }

    public void Set(int text, ReadOnlySpan<int> tokens, bool isCut)
    {
        int start = Interlocked.Add(ref _used, tokens.Length) - tokens.Length;
        tokens.CopyTo(_ids.AsSpan(start, tokens.Length));
        _starts[text] = start;
        _lengths[text] = tokens.Length;
        _isCut[text] = isCut;
    }

    public ReadOnlySpan<int> Tokens(int text) => _ids.AsSpan(_starts[text], _lengths[text]);

    public int Length(int text) => _lengths[text];

    /// <summary>Whether the end of the text was cut off.</summary>
    public bool IsCut(int text) => _isCut[text];

    /// <summary>
    /// Groups texts of similar length, the longest first so that threads end together, up to a number of tokens that leaves every thread
    /// work. A text longer than that is a batch of its own.
    /// </summary>
    /// <param name="tokenLimit">Tokens of a batch.</param>
    /// <param name="threads">Threads that share the batches.</param>
    /// <param name="sharedLength">Tokens that come to each text on top of its own.</param>
    public void Plan(int tokenLimit, int threads, int sharedLength)
    {
        Span<long> order = _order.AsSpan(0, Count);
        long total = 0;
        for (int i = 0; i < Count; i++)
        {
            // by length, descending, then by number
            order[i] = ((long)(int.MaxValue - _lengths[i]) << 32) | (uint)i;
            total += _lengths[i] + sharedLength;
        }

        order.Sort();
        long limit = Math.Min(tokenLimit, (total + threads - 1) / threads);
        long size = 0;
        for (int i = 0; i < Count; i++)
        {
            int length = _lengths[TextAt(i)] + sharedLength;
            if (size > 0 && size + length > limit)
            {
                _batchEnds.Add(i);
                size = 0;
            }

            size += length;
        }

        if (Count > 0)
        {
            _batchEnds.Add(Count);
        }
    }

    /// <summary>Places of a batch in the order of the plan; see <see cref="TextAt"/>.</summary>
    public (int Start, int End) Batch(int batch) => (batch == 0 ? 0 : _batchEnds[batch - 1], _batchEnds[batch]);

    /// <summary>The text at a place of the plan.</summary>
    public int TextAt(int place) => (int)(uint)_order[place];
}
