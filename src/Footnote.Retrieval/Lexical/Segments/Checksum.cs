using System.Numerics;
using System.Runtime.InteropServices;

namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>CRC-32C (Castagnoli) of a block of bytes, by the processor's instruction where it has one.</summary>
internal static class Checksum
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var value in bytes[(bytes.Length & ~7)..])
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
