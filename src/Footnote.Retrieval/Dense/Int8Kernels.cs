using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// Inner products over int8 rows. A row is padded with zeros to a multiple of <see cref="RowAlignment"/> bytes, so no kernel has a tail.
/// Products are widened to 16 bits and summed in 32: with |query| at most <see cref="MaxQueryCode"/> the sum of 4,096 terms fits.
/// </summary>
internal static unsafe class Int8Kernels
{
    public const int RowAlignment = 64;
    public const int MaxCode = 127;
    public const int MaxQueryCode = 2047;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Dot(short* query, sbyte* row, int length)
    {
        if (Avx512BW.IsSupported)
        {
            return DotAvx512(query, row, length);
        }

        return Avx2.IsSupported ? DotAvx2(query, row, length) : DotPortable(query, row, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Dot(sbyte* a, sbyte* b, int length)
    {
        if (Avx512BW.IsSupported)
        {
            return DotAvx512(a, b, length);
        }

        return Avx2.IsSupported ? DotAvx2(a, b, length) : DotPortable(a, b, length);
    }

    /// <summary>Four rows against one query: the query is read, and the sums are folded, once for all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> DotFour(short* query, sbyte* row0, sbyte* row1, sbyte* row2, sbyte* row3, int length) =>
        Avx512BW.IsSupported
            ? DotFourAvx512(query, row0, row1, row2, row3, length)
            : Vector128.Create(Dot(query, row0, length), Dot(query, row1, length), Dot(query, row2, length), Dot(query, row3, length));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DotAvx512(short* query, sbyte* row, int length)
    {
        var sum0 = Vector512<int>.Zero;
        var sum1 = Vector512<int>.Zero;
        for (var i = 0; i < length; i += 64)
        {
            var x0 = Avx512BW.ConvertToVector512Int16(Avx.LoadVector256(row + i));
            var x1 = Avx512BW.ConvertToVector512Int16(Avx.LoadVector256(row + i + 32));
            sum0 += Avx512BW.MultiplyAddAdjacent(x0, Vector512.Load(query + i));
            sum1 += Avx512BW.MultiplyAddAdjacent(x1, Vector512.Load(query + i + 32));
        }

        return Vector512.Sum(sum0 + sum1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DotAvx512(sbyte* a, sbyte* b, int length)
    {
        var sum0 = Vector512<int>.Zero;
        var sum1 = Vector512<int>.Zero;
        for (var i = 0; i < length; i += 64)
        {
            var a0 = Avx512BW.ConvertToVector512Int16(Avx.LoadVector256(a + i));
            var b0 = Avx512BW.ConvertToVector512Int16(Avx.LoadVector256(b + i));
            var a1 = Avx512BW.ConvertToVector512Int16(Avx.LoadVector256(a + i + 32));
            var b1 = Avx512BW.ConvertToVector512Int16(Avx.LoadVector256(b + i + 32));
            sum0 += Avx512BW.MultiplyAddAdjacent(a0, b0);
            sum1 += Avx512BW.MultiplyAddAdjacent(a1, b1);
        }

        return Vector512.Sum(sum0 + sum1);
    }

    public static Vector128<int> DotFourAvx512(short* query, sbyte* row0, sbyte* row1, sbyte* row2, sbyte* row3, int length)
    {
        var sum0 = Vector512<int>.Zero;
        var sum1 = Vector512<int>.Zero;
        var sum2 = Vector512<int>.Zero;
        var sum3 = Vector512<int>.Zero;
        for (var i = 0; i < length; i += 32)
        {
            var q = Vector512.Load(query + i);
            sum0 += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Avx.LoadVector256(row0 + i)), q);
            sum1 += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Avx.LoadVector256(row1 + i)), q);
            sum2 += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Avx.LoadVector256(row2 + i)), q);
            sum3 += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Avx.LoadVector256(row3 + i)), q);
        }

        var low = Avx2.HorizontalAdd(Halve(sum0), Halve(sum1));
        var high = Avx2.HorizontalAdd(Halve(sum2), Halve(sum3));
        var all = Avx2.HorizontalAdd(low, high);
        return all.GetLower() + all.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DotAvx2(short* query, sbyte* row, int length)
    {
        var sum0 = Vector256<int>.Zero;
        var sum1 = Vector256<int>.Zero;
        for (var i = 0; i < length; i += 32)
        {
            var x0 = Avx2.ConvertToVector256Int16(Sse2.LoadVector128(row + i));
            var x1 = Avx2.ConvertToVector256Int16(Sse2.LoadVector128(row + i + 16));
            sum0 += Avx2.MultiplyAddAdjacent(x0, Vector256.Load(query + i));
            sum1 += Avx2.MultiplyAddAdjacent(x1, Vector256.Load(query + i + 16));
        }

        return Vector256.Sum(sum0 + sum1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DotAvx2(sbyte* a, sbyte* b, int length)
    {
        var sum0 = Vector256<int>.Zero;
        var sum1 = Vector256<int>.Zero;
        for (var i = 0; i < length; i += 32)
        {
            var a0 = Avx2.ConvertToVector256Int16(Sse2.LoadVector128(a + i));
            var b0 = Avx2.ConvertToVector256Int16(Sse2.LoadVector128(b + i));
            var a1 = Avx2.ConvertToVector256Int16(Sse2.LoadVector128(a + i + 16));
            var b1 = Avx2.ConvertToVector256Int16(Sse2.LoadVector128(b + i + 16));
            sum0 += Avx2.MultiplyAddAdjacent(a0, b0);
            sum1 += Avx2.MultiplyAddAdjacent(a1, b1);
        }

        return Vector256.Sum(sum0 + sum1);
    }

    /// <summary>128-bit vectors in portable operations: NEON, SSE and, in the end, plain loops.</summary>
    public static int DotPortable(short* query, sbyte* row, int length)
    {
        var sum = Vector128<int>.Zero;
        for (var i = 0; i < length; i += 16)
        {
            var (x0, x1) = Vector128.Widen(Vector128.Load(row + i));
            sum += MultiplyAdd(x0, Vector128.Load(query + i)) + MultiplyAdd(x1, Vector128.Load(query + i + 8));
        }

        return Vector128.Sum(sum);
    }

    public static int DotPortable(sbyte* a, sbyte* b, int length)
    {
        var sum = Vector128<int>.Zero;
        for (var i = 0; i < length; i += 16)
        {
            var (a0, a1) = Vector128.Widen(Vector128.Load(a + i));
            var (b0, b1) = Vector128.Widen(Vector128.Load(b + i));
            sum += MultiplyAdd(a0, b0) + MultiplyAdd(a1, b1);
        }

        return Vector128.Sum(sum);
    }

    private static Vector128<int> MultiplyAdd(Vector128<short> a, Vector128<short> b)
    {
        var (a0, a1) = Vector128.Widen(a);
        var (b0, b1) = Vector128.Widen(b);
        return (a0 * b0) + (a1 * b1);
    }

    private static Vector256<int> Halve(Vector512<int> v) => v.GetLower() + v.GetUpper();
}
