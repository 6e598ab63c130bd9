using System.Runtime.InteropServices;

namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>One full block of 128 postings. Part of the file format.</summary>
/// <param name="LastDocument">The last document in it.</param>
/// <param name="DataOffset">Offset of its packed gaps and frequencies.</param>
/// <param name="Positions">Offset of its positions.</param>
/// <param name="Bound">Highest saturated frequency in it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct BlockEntry(int LastDocument, uint DataOffset, uint Positions, float Bound)
{
    /// <summary>Bytes of one entry.</summary>
    public const int Size = 16;
}
