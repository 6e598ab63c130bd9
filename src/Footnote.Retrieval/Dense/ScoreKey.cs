using System.Runtime.CompilerServices;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// A score and a slot in one number that sorts as the score does: the score's bits made monotone in the upper half, the slot above one
/// flag bit in the lower.
/// </summary>
internal static class ScoreKey
{
    public const ulong Flag = 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Pack(float score, int slot) => ((ulong)Ordered(score) << 32) | ((uint)slot << 1);

    /// <summary>The smallest key of a score: every key of a higher score is larger.</summary>
    public static ulong Floor(float score) => (ulong)Ordered(score) << 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Slot(ulong key) => (int)((uint)key >> 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Score(ulong key)
    {
        var ordered = (uint)(key >> 32);
        var bits = (ordered & 0x80000000) != 0 ? ordered & 0x7FFFFFFF : ~ordered;
        return BitConverter.UInt32BitsToSingle(bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Ordered(float score)
    {
        var bits = BitConverter.SingleToUInt32Bits(score);
        return bits ^ ((uint)((int)bits >> 31) | 0x80000000);
    }
}
