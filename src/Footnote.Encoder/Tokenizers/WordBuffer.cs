using System.Text;

namespace Footnote.Encoder.Tokenizers;

/// <summary>The normalised characters of one word in UTF-8, each with the span of the text it came from. Reused; not thread-safe.</summary>
internal sealed class WordBuffer
{
    private readonly byte[] _bytes;
    private readonly int[] _byteStarts;
    private readonly int[] _starts;
    private readonly int[] _ends;

    /// <param name="capacity">Characters that are kept; of longer words only the number and the end are.</param>
    public WordBuffer(int capacity)
    {
        _bytes = new byte[(capacity + 1) * 4];
        _byteStarts = new int[capacity + 2];
        _starts = new int[capacity + 1];
        _ends = new int[capacity + 1];
    }

    public int Count { get; private set; }

    public int End { get; private set; }

    public int Start => _starts[0];

    public void Clear() => Count = 0;

    public void Add(char character, int start, int end)
    {
        if (Count < _starts.Length)
        {
            _bytes[_byteStarts[Count]] = (byte)character;
            _byteStarts[Count + 1] = _byteStarts[Count] + 1;
            _starts[Count] = start;
            _ends[Count] = end;
        }

        Count++;
        End = end;
    }

    public void Add(Rune rune, int start, int end)
    {
        if (Count < _starts.Length)
        {
            int length = rune.EncodeToUtf8(_bytes.AsSpan(_byteStarts[Count]));
            _byteStarts[Count + 1] = _byteStarts[Count] + length;
            _starts[Count] = start;
            _ends[Count] = end;
        }

        Count++;
        End = end;
    }

    public int StartOf(int index) => _starts[index];

    public int EndOf(int index) => _ends[index];

    /// <summary>UTF-8 of the characters from one index to another, exclusive.</summary>
    public ReadOnlySpan<byte> Slice(int from, int to) => _bytes.AsSpan(_byteStarts[from].._byteStarts[to]);
}
