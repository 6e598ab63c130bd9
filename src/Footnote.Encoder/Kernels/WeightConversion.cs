using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Footnote.Encoder.Formats;

namespace Footnote.Encoder.Kernels;

/// <summary>Widens stored weights to floats, sixteen at a time.</summary>
internal static class WeightConversion
{
    // 2^112 moves the exponent of a half (bias 15) to that of a float (bias 127); subnormal halves come out right by the multiplication
    private const float HalfExponentShift = 5.192296858534828e33f;

    public static void ToSingle(ReadOnlySpan<byte> source, TensorType type, Span<float> destination)
    {
        switch (type)
        {
            case TensorType.F32:
                MemoryMarshal.Cast<byte, float>(source)[..destination.Length].CopyTo(destination);
                break;
            case TensorType.F16:
                HalfToSingle(MemoryMarshal.Cast<byte, ushort>(source), destination);
                break;
            case TensorType.BF16:
                BrainToSingle(MemoryMarshal.Cast<byte, ushort>(source), destination);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AllFinite(ReadOnlySpan<float> values)
    {
        int i = 0;
        var limit = Vector512.Create(0x7F800000u);
        for (; i <= values.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            Vector512<uint> magnitude = Vector512.Create(values[i..]).AsUInt32() & Vector512.Create(0x7FFFFFFFu);
            if (Vector512.GreaterThanOrEqualAny(magnitude, limit))
            {
                return false;
            }
        }

        for (; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>IEEE 754 half to single. Infinities and NaN become infinities.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void HalfToSingle(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        int i = 0;
        for (; i <= destination.Length - 16; i += 16)
        {
            (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(Vector256.Create(source[i..]));
            Widen(lower).CopyTo(destination[i..]);
            Widen(upper).CopyTo(destination[(i + 8)..]);
        }

        for (; i < destination.Length; i++)
        {
            destination[i] = Widen(Vector256.Create((uint)source[i])).ToScalar();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Widen(Vector256<uint> half)
    {
        Vector256<uint> sign = (half & Vector256.Create(0x8000u)) << 16;
        Vector256<float> magnitude = ((half & Vector256.Create(0x7FFFu)) << 13).AsSingle() * HalfExponentShift;
        Vector256<float> tooLarge = Vector256.GreaterThanOrEqual(magnitude, Vector256.Create(65536f));
        magnitude = Vector256.ConditionalSelect(tooLarge, Vector256.Create(float.PositiveInfinity), magnitude);
        return (magnitude.AsUInt32() | sign).AsSingle();
    }

    private static void BrainToSingle(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = BitConverter.UInt32BitsToSingle((uint)source[i] << 16);
        }
    }
}
