using System.Runtime.InteropServices;

namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>A quick hash of UTF-16 text for tables in memory.</summary>
internal static class CharacterHash
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    public static uint Of(ReadOnlySpan<char> text, uint seed)
    {
        var hash = (seed + (ulong)text.Length) * Multiplier;
        var words = MemoryMarshal.Cast<char, ulong>(text);
        foreach (var word in words)
        {
            hash = (hash ^ word) * Multiplier;
            hash ^= hash >> 29;
        }

        var rest = 0UL;
        for (var i = words.Length * 4; i < text.Length; i++)
        {
            rest = (rest << 16) | text[i];
        }

        hash = (hash ^ rest) * Multiplier;
        return (uint)(hash >> 32);
    }
}
