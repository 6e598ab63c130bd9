namespace Footnote.Encoder.Tokenizers;

/// <summary>
/// Growing lists of token ids with the span of the text each came from (UTF-16 units, end exclusive). Reused from call to call; not
/// thread-safe.
/// </summary>
internal sealed class TokenBuffer
{
    private int[] _ids = new int[512];
    private int[] _starts = new int[512];
    private int[] _ends = new int[512];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Truncate(int count) => Count = Math.Min(Count, count);

    public void Add(int id, int start, int end)
    {
        if (Count == _ids.Length)
        {
            int capacity = Count * 2;
            Array.Resize(ref _ids, capacity);
            Array.Resize(ref _starts, capacity);
            Array.Resize(ref _ends, capacity);
        }

        _ids[Count] = id;
        _starts[Count] = start;
        _ends[Count] = end;
        Count++;
    }
}
