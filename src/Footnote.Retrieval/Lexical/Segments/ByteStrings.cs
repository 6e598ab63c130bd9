using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>Strings of a segment, in the order of their bytes. Valid while the segment is.</summary>
internal readonly unsafe struct ByteStrings(uint* offsets, byte* bytes, int count)
{
    public int Count => count;

    public ReadOnlySpan<byte> this[int ordinal] => new(bytes + offsets[ordinal], LengthOf(ordinal));

    /// <summary>
    /// The first eight bytes as a number, zeros behind a shorter string: where the numbers of two strings differ, they order them. Reads up
    /// to eight bytes behind the strings, where a segment has others of its own.
    /// </summary>
    public ulong PrefixOf(int ordinal)
    {
        var prefix = BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(bytes + offsets[ordinal]));
        var unused = 8 - LengthOf(ordinal);
        return unused <= 0 ? prefix : unused == 8 ? 0 : prefix >> (8 * unused) << (8 * unused);
    }

    private int LengthOf(int ordinal) => (int)(offsets[ordinal + 1] - offsets[ordinal]);
}
