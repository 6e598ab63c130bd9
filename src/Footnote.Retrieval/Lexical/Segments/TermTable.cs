namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>The dictionary of a segment that is being written: terms in UTF-8, in the order of their bytes.</summary>
internal sealed class TermTable
{
    public ByteSink Bytes { get; } = new(1 << 14);

    public List<uint> Offsets { get; } = [0];

    public void Add(ReadOnlySpan<byte> term)
    {
        Bytes.Write(term);
        Offsets.Add((uint)Bytes.Length);
    }

    public bool Contains(ReadOnlySpan<char> term)
    {
        Span<byte> bytes = stackalloc byte[TextAnalyzer.MaximumTermLength * 3];
        var key = bytes[..System.Text.Encoding.UTF8.GetBytes(term, bytes)];
        var low = 0;
        var high = Offsets.Count - 2;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = Bytes.Written[(int)Offsets[middle]..(int)Offsets[middle + 1]].SequenceCompareTo(key);
            if (order == 0)
            {
                return true;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return false;
    }
}
