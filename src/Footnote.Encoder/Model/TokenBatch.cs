namespace Footnote.Encoder.Model;

/// <summary>Sequences laid end to end, without padding between or after them. Reused; not thread-safe.</summary>
internal sealed class TokenBatch
{
    private int[] _ids = new int[512];
    private byte[] _types = new byte[512];
    private int[] _starts = new int[16];

    public int TokenCount { get; private set; }

    public int SequenceCount { get; private set; }

    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, TokenCount);

    /// <summary>Token type of each token: 0, or 1 for the second text of a pair.</summary>
    public ReadOnlySpan<byte> Types => _types.AsSpan(0, TokenCount);

    public int Start(int sequence) => _starts[sequence];

    public int Length(int sequence) => (sequence + 1 < SequenceCount ? _starts[sequence + 1] : TokenCount) - _starts[sequence];

    public void Clear()
    {
        TokenCount = 0;
        SequenceCount = 0;
    }

    /// <summary>Begins a sequence; tokens added next belong to it.</summary>
    public void BeginSequence()
    {
        if (SequenceCount == _starts.Length)
        {
            Array.Resize(ref _starts, SequenceCount * 2);
        }

        _starts[SequenceCount++] = TokenCount;
    }

    public void Add(int id, byte type = 0)
    {
        Grow(1);
        _ids[TokenCount] = id;
        _types[TokenCount++] = type;
    }

    public void Add(ReadOnlySpan<int> ids, byte type = 0)
    {
        Grow(ids.Length);
        ids.CopyTo(_ids.AsSpan(TokenCount));
        _types.AsSpan(TokenCount, ids.Length).Fill(type);
        TokenCount += ids.Length;
    }

    private void Grow(int count)
    {
        if (TokenCount + count > _ids.Length)
        {
            int capacity = Math.Max(_ids.Length * 2, TokenCount + count);
            Array.Resize(ref _ids, capacity);
            Array.Resize(ref _types, capacity);
        }
    }
}
