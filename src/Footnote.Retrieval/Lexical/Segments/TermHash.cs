using System.Buffers.Binary;

namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>The hash of a term in UTF-8. Part of the file format: it may not change within a version.</summary>
internal static class TermHash
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    public static uint Of(ReadOnlySpan<byte> term)
    {
        var hash = (ulong)term.Length * Multiplier;
        while (term.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(term));
            term = term[8..];
        }

        var rest = 0UL;
        for (var i = term.Length - 1; i >= 0; i--)
        {
            rest = (rest << 8) | term[i];
        }

        return (uint)(Mix(hash ^ rest) >> 32);
    }

    private static ulong Mix(ulong value)
    {
        value *= Multiplier;
        value ^= value >> 32;
        return value * Multiplier;
    }
}
