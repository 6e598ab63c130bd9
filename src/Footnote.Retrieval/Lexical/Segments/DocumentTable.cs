namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>What a segment knows of each document, column by column; documents are numbered in the order they were added.</summary>
internal sealed class DocumentTable
{
    public List<int> Ids { get; } = [];

    /// <summary>Weighted number of terms, at most 65,535.</summary>
    public List<ushort> Lengths { get; } = [];

    /// <summary>Position behind the title.</summary>
    public List<ushort> TitleEnds { get; } = [];

    /// <summary>Position behind the headings.</summary>
    public List<ushort> HeadingEnds { get; } = [];

    public List<byte> Languages { get; } = [];

    public long TotalLength { get; private set; }

    public int Count => Ids.Count;

    public float AverageLength => Count == 0 ? 0 : (float)((double)TotalLength / Count);

    public void Add(int id, int length, int titleEnd, int headingEnd, byte language)
    {
        var stored = (ushort)Math.Min(length, ushort.MaxValue);
        Ids.Add(id);
        Lengths.Add(stored);
        TitleEnds.Add((ushort)Math.Min(titleEnd, ushort.MaxValue));
        HeadingEnds.Add((ushort)Math.Min(headingEnd, ushort.MaxValue));
        Languages.Add(language);
        TotalLength += stored;
    }
}
