using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Footnote.Retrieval.Dense;

internal static class VectorMath
{
    /// <summary>The longest vector an inner product is taken of: the product of two such, and every term of it, is finite.</summary>
    public const float MaxLength = 1e18f;

    /// <summary>
    /// Copies a vector, scaled to unit length when the metric is cosine, and returns the length of the copy. Sums in double, in which no
    /// finite vector overflows or vanishes.
    /// </summary>
    public static float Normalize(ReadOnlySpan<float> vector, Span<float> copy, VectorMetric metric)
    {
        var length = Length(vector);
        if (metric == VectorMetric.Dot || length == 0)
        {
            vector.CopyTo(copy);
            return (float)length;
        }

        var factor = Vector512.Create(1 / length);
        ref var source = ref MemoryMarshal.GetReference(vector);
        ref var target = ref MemoryMarshal.GetReference(copy);
        var i = 0;
        for (; i + 16 <= vector.Length; i += 16)
        {
            var (low, high) = Vector512.Widen(Vector512.LoadUnsafe(ref source, (nuint)i));
            Vector512.Narrow(low * factor, high * factor).StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < vector.Length; i++)
        {
            copy[i] = (float)(vector[i] * (1 / length));
        }

        return 1;
    }

    /// <exception cref="ArgumentException">
    /// The vector has the wrong size, holds a number that is not finite, or is too long for an inner product.
    /// </exception>
    public static void Check(ReadOnlySpan<float> vector, VectorIndexOptions options, string parameter)
    {
        if (vector.Length != options.Dimensions)
        {
            throw new ArgumentException($"The vector has {vector.Length} dimensions; the index has {options.Dimensions}.", parameter);
        }

        var length = Length(vector);
        if (!double.IsFinite(length))
        {
            throw new ArgumentException("The vector holds NaN or an infinity; only finite numbers can be compared.", parameter);
        }

        if (options.Metric == VectorMetric.Dot && length > MaxLength)
        {
            throw new ArgumentException($"The vector is {length:g3} long; inner products take vectors up to {MaxLength:g3}.", parameter);
        }
    }

    /// <summary>The length in double: not finite exactly when one of the numbers is not.</summary>
    private static double Length(ReadOnlySpan<float> vector)
    {
        ref var source = ref MemoryMarshal.GetReference(vector);
        var sum0 = Vector512<double>.Zero;
        var sum1 = Vector512<double>.Zero;
        var i = 0;
        for (; i + 16 <= vector.Length; i += 16)
        {
            var (low, high) = Vector512.Widen(Vector512.LoadUnsafe(ref source, (nuint)i));
            sum0 += low * low;
            sum1 += high * high;
        }

        var squares = Vector512.Sum(sum0 + sum1);
        for (; i < vector.Length; i++)
        {
            squares += (double)Unsafe.Add(ref source, i) * Unsafe.Add(ref source, i);
        }

        return Math.Sqrt(squares);
    }
}
