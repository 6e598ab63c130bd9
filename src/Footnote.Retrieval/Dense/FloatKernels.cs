using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Footnote.Retrieval.Dense;

/// <summary>Inner products over float32 rows, padded with zeros to a multiple of <see cref="RowAlignment"/> numbers.</summary>
internal static unsafe class FloatKernels
{
    public const int RowAlignment = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Dot(float* a, float* b, int length)
    {
        if (Avx512F.IsSupported)
        {
            return DotAvx512(a, b, length);
        }

        return Fma.IsSupported ? DotAvx2(a, b, length) : DotPortable(a, b, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float DotAvx512(float* a, float* b, int length)
    {
        var sum0 = Vector512<float>.Zero;
        var sum1 = Vector512<float>.Zero;
        var i = 0;
        for (; i + 32 <= length; i += 32)
        {
            sum0 = Avx512F.FusedMultiplyAdd(Vector512.Load(a + i), Vector512.Load(b + i), sum0);
            sum1 = Avx512F.FusedMultiplyAdd(Vector512.Load(a + i + 16), Vector512.Load(b + i + 16), sum1);
        }

        if (i < length)
        {
            sum0 = Avx512F.FusedMultiplyAdd(Vector512.Load(a + i), Vector512.Load(b + i), sum0);
        }

        return Vector512.Sum(sum0 + sum1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float DotAvx2(float* a, float* b, int length)
    {
        var sum0 = Vector256<float>.Zero;
        var sum1 = Vector256<float>.Zero;
        for (var i = 0; i < length; i += 16)
        {
            sum0 = Fma.MultiplyAdd(Vector256.Load(a + i), Vector256.Load(b + i), sum0);
            sum1 = Fma.MultiplyAdd(Vector256.Load(a + i + 8), Vector256.Load(b + i + 8), sum1);
        }

        return Vector256.Sum(sum0 + sum1);
    }

    /// <summary>128-bit vectors in portable operations: NEON, SSE and, in the end, plain loops.</summary>
    public static float DotPortable(float* a, float* b, int length)
    {
        var sum0 = Vector128<float>.Zero;
        var sum1 = Vector128<float>.Zero;
        for (var i = 0; i < length; i += 8)
        {
            sum0 += Vector128.Load(a + i) * Vector128.Load(b + i);
            sum1 += Vector128.Load(a + i + 4) * Vector128.Load(b + i + 4);
        }

        return Vector128.Sum(sum0 + sum1);
    }
}
