using System.Runtime.InteropServices;

namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>Where the postings of a term lie in a segment. Part of the file format.</summary>
/// <param name="DocumentFrequency">Number of documents with the term.</param>
/// <param name="Occurrences">Number of occurrences, weights left out.</param>
/// <param name="FirstBlock">Number of its first full block.</param>
/// <param name="TailOffset">Offset of the postings behind the full blocks.</param>
/// <param name="TailPositions">Offset of their positions.</param>
/// <param name="TailBound">Highest saturated frequency among them.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct TermEntry(
    uint DocumentFrequency, uint Occurrences, uint FirstBlock, uint TailOffset, uint TailPositions, float TailBound)
{
    /// <summary>Bytes of one entry.</summary>
    public const int Size = 24;

    public int FullBlocks => (int)(DocumentFrequency / BitPacking.BlockLength);

    public int TailLength => (int)(DocumentFrequency % BitPacking.BlockLength);
}
