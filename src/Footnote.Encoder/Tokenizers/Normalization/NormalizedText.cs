namespace Footnote.Encoder.Tokenizers.Normalization;

/// <summary>
/// Characters of a text on their way through normalisation, each with the span of the original it stands for. Not thread-safe.
/// </summary>
internal sealed class NormalizedText
{
    private char[] _characters = new char[256];
    private int[] _starts = new int[256];
    private int[] _ends = new int[256];

    public int Count { get; private set; }

    public ReadOnlySpan<char> Characters => _characters.AsSpan(0, Count);

    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(char character, int start, int end)
    {
        if (Count == _characters.Length)
        {
            int capacity = Count * 2;
            Array.Resize(ref _characters, capacity);
            Array.Resize(ref _starts, capacity);
            Array.Resize(ref _ends, capacity);
        }

        _characters[Count] = character;
        _starts[Count] = start;
        _ends[Count] = end;
        Count++;
    }

    /// <summary>Adds characters that together stand for one span.</summary>
    public void Add(ReadOnlySpan<char> characters, int start, int end)
    {
        foreach (char character in characters)
        {
            Add(character, start, end);
        }
    }

    /// <summary>Adds a stretch of another text as it is.</summary>
    public void Add(NormalizedText source, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            Add(source._characters[i], source._starts[i], source._ends[i]);
        }
    }
}
