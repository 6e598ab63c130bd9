using System.Runtime.Intrinsics;

namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>
/// Packs blocks of 128 integers with a common bit width, four lanes wide: integer i lies in lane i mod 4, as SIMD-BP128 of
/// D. Lemire and L. Boytsov, "Decoding billions of integers per second through vectorization" (2015). A block takes 16 bytes a bit.
/// </summary>
internal static unsafe class BitPacking
{
    public const int BlockLength = 128;

    private const int Rows = 32;

    /// <summary>Bits that the largest of the values needs, 0 to 32.</summary>
    public static int WidthOf(ReadOnlySpan<int> values)
    {
        var all = 0;
        foreach (var value in values)
        {
            all |= value;
        }

        return 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)all);
    }

    /// <summary>Packs 128 values; writes 16 bytes for each bit of the width.</summary>
    public static void Pack(ReadOnlySpan<int> values, int width, byte* target)
    {
        if (width == 0)
        {
            return;
        }

        var current = Vector128<uint>.Zero;
        var used = 0;
        for (var row = 0; row < Rows; row++)
        {
            var value = Vector128.Create<int>(values.Slice(row * 4, 4)).AsUInt32();
            current |= Vector128.ShiftLeft(value, used);
            used += width;
            if (used >= 32)
            {
                current.Store((uint*)target);
                target += 16;
                used -= 32;
                current = used == 0 ? Vector128<uint>.Zero : Vector128.ShiftRightLogical(value, width - used);
            }
        }
    }

    /// <summary>Unpacks 128 values and adds <paramref name="plus"/> to each.</summary>
    public static void Unpack(byte* source, int width, int plus, int* target)
    {
        var add = Vector128.Create(plus);
        if (width == 0)
        {
            for (var row = 0; row < Rows; row++)
            {
                add.Store(target + (row * 4));
            }

            return;
        }

        var mask = Vector128.Create(width == 32 ? uint.MaxValue : (1u << width) - 1);
        var current = Vector128.Load((uint*)source);
        var used = 0;
        for (var row = 0; row < Rows; row++)
        {
            var value = Vector128.ShiftRightLogical(current, used);
            used += width;
            if (used >= 32)
            {
                used -= 32;
                source += 16;
                if (row < Rows - 1)
                {
                    current = Vector128.Load((uint*)source);
                    value |= used == 0 ? Vector128<uint>.Zero : Vector128.ShiftLeft(current, width - used);
                }
            }

            ((value & mask).AsInt32() + add).Store(target + (row * 4));
        }
    }

    /// <summary>Unpacks 128 gaps (stored less one) and sums them up from <paramref name="previous"/>: ascending doc ids.</summary>
    public static void UnpackAscending(byte* source, int width, int previous, int* target)
    {
        var last = Vector128.Create(previous);
        var one = Vector128<int>.One;
        var mask = Vector128.Create(width == 32 ? uint.MaxValue : (1u << width) - 1);
        var current = width == 0 ? Vector128<uint>.Zero : Vector128.Load((uint*)source);
        var used = 0;
        for (var row = 0; row < Rows; row++)
        {
            var value = Vector128.ShiftRightLogical(current, used);
            used += width;
            if (used >= 32)
            {
                used -= 32;
                source += 16;
                if (row < Rows - 1)
                {
                    current = Vector128.Load((uint*)source);
                    value |= used == 0 ? Vector128<uint>.Zero : Vector128.ShiftLeft(current, width - used);
                }
            }

            var gaps = (value & mask).AsInt32() + one;
            gaps += Vector128.ShiftLeft(gaps.AsUInt64(), 32).AsInt32();
            gaps += Vector128.Shuffle(gaps, Vector128.Create(-1, -1, 1, 1));
            last = gaps + last;
            last.Store(target + (row * 4));
            last = Vector128.Shuffle(last, Vector128.Create(3, 3, 3, 3));
        }
    }
}
