using System.Text;

namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>The plain words of a segment in lower case with their counts, in the order of their UTF-8 bytes.</summary>
internal sealed class WordTable
{
    /// <summary>Shortest word that is kept, in UTF-16 units.</summary>
    public const int ShortestWord = 3;

    /// <summary>Longest word that is kept.</summary>
    public const int LongestWord = 32;

    public ByteSink Bytes { get; } = new();

    public List<uint> Offsets { get; } = [0];

    public List<uint> Counts { get; } = [];

    public void Add(string word, uint count)
    {
        Encoding.UTF8.GetBytes(word, Bytes.Take(Encoding.UTF8.GetByteCount(word)));
        Offsets.Add((uint)Bytes.Length);
        Counts.Add(count);
    }

    public void Add(ReadOnlySpan<byte> word, uint count)
    {
        Bytes.Write(word);
        Offsets.Add((uint)Bytes.Length);
        Counts.Add(count);
    }
}
