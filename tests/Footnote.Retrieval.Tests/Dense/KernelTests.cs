using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Footnote.Retrieval.Dense;

namespace Footnote.Retrieval.Tests.Dense;

/// <summary>Every kernel against its scalar twin; kernels the processor lacks are not run.</summary>
public sealed unsafe class KernelTests
{
    public static TheoryData<int> Lengths => [64, 128, 192, 384, 448, 768, 1024, 4096];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Int8_kernels_equal_the_scalar_twin(int length)
    {
        var random = new Random(length);
        for (var trial = 0; trial < 20; trial++)
        {
            using var query = new Buffer<short>(length);
            using var rows = new Buffer<sbyte>(4 * length);
            const int Most = Int8Kernels.MaxQueryCode;
            query.Fill(_ => (short)(trial == 0 ? Most : random.Next(-Most, Most + 1)));
            rows.Fill(_ => (sbyte)(trial == 0 ? Int8Kernels.MaxCode : random.Next(-Int8Kernels.MaxCode, Int8Kernels.MaxCode + 1)));
            var expected = Scalar(query.Pointer, rows.Pointer, length);
            Assert.Equal(expected, Int8Kernels.Dot(query.Pointer, rows.Pointer, length));
            Assert.Equal(expected, Int8Kernels.DotPortable(query.Pointer, rows.Pointer, length));
            var four = Int8Kernels.DotFour(
                query.Pointer,
                rows.Pointer,
                rows.Pointer + length,
                rows.Pointer + (2 * length),
                rows.Pointer + (3 * length),
                length);
            for (var row = 0; row < 4; row++)
            {
                Assert.Equal(Scalar(query.Pointer, rows.Pointer + (row * length), length), four[row]);
            }

            if (Avx2.IsSupported)
            {
                Assert.Equal(expected, Int8Kernels.DotAvx2(query.Pointer, rows.Pointer, length));
            }

            if (Avx512BW.IsSupported)
            {
                Assert.Equal(expected, Int8Kernels.DotAvx512(query.Pointer, rows.Pointer, length));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Int8_pair_kernels_equal_the_scalar_twin(int length)
    {
        var random = new Random(length);
        for (var trial = 0; trial < 20; trial++)
        {
            using var rows = new Buffer<sbyte>(2 * length);
            rows.Fill(_ => (sbyte)(trial == 0 ? -Int8Kernels.MaxCode : random.Next(-Int8Kernels.MaxCode, Int8Kernels.MaxCode + 1)));
            var a = rows.Pointer;
            var b = a + length;
            var expected = Enumerable.Range(0, length).Sum(i => a[i] * b[i]);
            Assert.Equal(expected, Int8Kernels.Dot(a, b, length));
            Assert.Equal(expected, Int8Kernels.DotPortable(a, b, length));
            if (Avx2.IsSupported)
            {
                Assert.Equal(expected, Int8Kernels.DotAvx2(a, b, length));
            }

            if (Avx512BW.IsSupported)
            {
                Assert.Equal(expected, Int8Kernels.DotAvx512(a, b, length));
            }
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(48)]
    [InlineData(384)]
    [InlineData(400)]
    public void Float_kernels_equal_the_scalar_twin(int length)
    {
        var random = new Random(length);
        using var rows = new Buffer<float>(2 * length);
        rows.Fill(_ => (float)(random.NextDouble() - 0.5));
        var a = rows.Pointer;
        var b = a + length;
        var expected = (float)Enumerable.Range(0, length).Sum(i => (double)a[i] * b[i]);
        Assert.Equal(expected, FloatKernels.Dot(a, b, length), 1e-4f);
        Assert.Equal(expected, FloatKernels.DotPortable(a, b, length), 1e-4f);
        if (Fma.IsSupported)
        {
            Assert.Equal(expected, FloatKernels.DotAvx2(a, b, length), 1e-4f);
        }

        if (Avx512F.IsSupported)
        {
            Assert.Equal(expected, FloatKernels.DotAvx512(a, b, length), 1e-4f);
        }
    }

    [Theory]
    [InlineData(float.Epsilon)]
    [InlineData(1e-42f)]
    [InlineData(0)]
    public void Rows_too_small_for_a_step_become_zero_and_leave_themselves(float magnitude)
    {
        var row = Enumerable.Repeat(magnitude, 16).ToArray();
        var codes = Enumerable.Repeat((sbyte)9, 16).ToArray();
        fixed (sbyte* pointer = codes)
        fixed (float* numbers = row)
        {
            Assert.Equal(0, Int8Quantizer.Encode(numbers, 16, pointer, out var residual));
            Assert.True(float.IsFinite(residual));
        }

        Assert.All(codes, code => Assert.Equal(0, code));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-20f)]
    [InlineData(1e20f)]
    public void Quantised_rows_are_within_half_a_step_and_the_residual_is_what_is_left(float magnitude)
    {
        var row = TestVectors.Gaussian(new Random(4), 384, magnitude);
        var codes = new sbyte[384];
        float scale;
        float residual;
        fixed (sbyte* pointer = codes)
        fixed (float* numbers = row)
        {
            scale = Int8Quantizer.Encode(numbers, row.Length, pointer, out residual);
        }

        Assert.All(Enumerable.Range(0, 384), i => Assert.InRange(Math.Abs(row[i] - (codes[i] * scale)), 0, scale * 0.5001f));
        Assert.Equal(Int8Kernels.MaxCode, codes.Max(Math.Abs));
        var expected = Math.Sqrt(Enumerable.Range(0, 384).Sum(i => Math.Pow((double)row[i] - (codes[i] * scale), 2)));
        Assert.InRange(residual, expected * 0.999, expected * 1.001);
    }

    private static int Scalar(short* query, sbyte* row, int length)
    {
        var sum = 0;
        for (var i = 0; i < length; i++)
        {
            sum = checked(sum + (query[i] * row[i]));
        }

        return sum;
    }

    private sealed class Buffer<T>(int length) : IDisposable
        where T : unmanaged
    {
        public T* Pointer { get; } = (T*)NativeMemory.AlignedAlloc((nuint)(length * sizeof(T)), 64);

        public void Fill(Func<int, T> value)
        {
            for (var i = 0; i < length; i++)
            {
                Pointer[i] = value(i);
            }
        }

        public void Dispose() => NativeMemory.AlignedFree(Pointer);
    }
}
