using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Footnote.Encoder.Kernels;

internal static unsafe class Softmax
{
    /// <summary>
    /// Replaces scores by e^(score - max) and returns their sum, by which the caller divides at the end. The row has room for a multiple
    /// of sixteen values; what lies past <paramref name="count"/> is overwritten.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Exponentiate(float* row, int count)
    {
        int padded = (count + 15) & ~15;
        for (int i = count; i < padded; i++)
        {
            row[i] = float.NegativeInfinity;
        }

        Vector512<float> highest = Vector512.Load(row);
        for (int i = 16; i < padded; i += 16)
        {
            highest = Vector512.MaxNative(highest, Vector512.Load(row + i));
        }

        var max = Vector512.Create(Max(highest));
        Vector512<float> sum = Vector512<float>.Zero;
        for (int i = 0; i < padded; i += 16)
        {
            Vector512<float> value = VectorMath.Exp(Vector512.Load(row + i) - max);
            value.Store(row + i);
            sum += value;
        }

        return Vector512.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Max(Vector512<float> value)
    {
        Vector256<float> half = Vector256.MaxNative(value.GetLower(), value.GetUpper());
        Vector128<float> quarter = Vector128.MaxNative(half.GetLower(), half.GetUpper());
        quarter = Vector128.MaxNative(quarter, Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1)));
        return Math.Max(quarter[0], quarter[1]);
    }
}
