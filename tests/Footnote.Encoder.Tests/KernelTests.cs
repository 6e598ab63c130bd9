using Footnote.Encoder.Formats;
using Footnote.Encoder.Kernels;
using Footnote.Encoder.Kernels.Compiled;
using System.Runtime.Intrinsics.X86;

namespace Footnote.Encoder.Tests;

public sealed unsafe class KernelTests
{
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 3, 5, 7 }, { 8, 48, 48 }, { 9, 384, 96 }, { 70, 64, 50 }, { 4, 33, 1 }, { 5, 1536, 384 }, { 2, 30, 53 }, { 7, 16,
            145 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void FloatLinear_of_any_size_equals_the_sum_of_products(int rows, int inputSize, int outputSize)
    {
        (float[] input, float[] weights, float[] bias) = Operands(rows, inputSize, outputSize);
        float[] expected = Product(input, weights, bias, inputSize);

        Linear[] kernels = [new FloatLinear<WideLanes512>(weights, bias, inputSize), new FloatLinear<WideLanes>(weights, bias, inputSize)];

        foreach (Linear kernel in kernels)
        {
            float[] actual = Apply(kernel, input, rows);
            Assert.All(actual.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-4f * (1 + Math.Abs(pair.Second))));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void ByteLinear_of_any_size_gives_the_same_bits_with_every_instruction_set(int rows, int inputSize, int outputSize)
    {
        (float[] input, float[] weights, float[] bias) = Operands(rows, inputSize, outputSize);
        float[] scalar = Apply(new ByteLinear<ManagedByteKernel<ScalarByteLanes>>(weights, bias, inputSize), input, rows);

        foreach (Linear kernel in ByteKernels(weights, bias, inputSize))
        {
            Assert.Equal(scalar, Apply(kernel, input, rows));
        }
    }

    [Fact]
    public void ByteLinear_of_the_largest_bytes_does_not_saturate()
    {
        const int Size = 1536;
        float[] input = [.. Enumerable.Repeat(255f, Size)];
        float[] weights = [.. Enumerable.Repeat(127f, Size), .. Enumerable.Repeat(-127f, Size)];
        const float Expected = 255f * 127f * Size;

        foreach (Linear kernel in ByteKernels(weights, new float[2], Size))
        {
            Assert.Equal([Expected, -Expected], Apply(kernel, input, 1));
        }
    }

    [Fact]
    public void ByteLinear_stays_within_the_step_of_its_quantisation()
    {
        const int Size = 384;
        (float[] input, float[] weights, float[] bias) = Operands(6, Size, 48);
        float[] expected = Product(input, weights, bias, Size);
        float[] actual = Apply(KernelFactory.CreateLinear(weights, bias, Size, Precision.Int8, KernelFactory.Best), input, 6);

        double error = Math.Sqrt(actual.Zip(expected, (a, b) => (double)(a - b) * (a - b)).Average());
        double size = Math.Sqrt(expected.Average(value => (double)value * value));
        Assert.True(error < .01 * size, $"{error} of {size}");
    }

    [Fact]
    public void Activations_of_a_range_of_values_equal_the_functions_of_the_papers()
    {
        float[] values = [.. Enumerable.Range(-1203, 2407).Select(i => i / 100f)];
        Check(Activation.Relu, x => Math.Max(0, x), 0);
        Check(Activation.GeluTanh, x => .5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (.044715 * x * x * x)))), 2e-6);
        Check(Activation.Gelu, x => x * NormalDistribution(x), 3e-6);

        void Check(Activation activation, Func<double, double> expected, double tolerance)
        {
            float[] results = [.. values];
            fixed (float* at = results)
            {
                Activations.Apply(at, results.Length, activation);
            }

            Assert.All(results.Zip(values), pair => Assert.Equal(expected(pair.Second), pair.First, tolerance
                + (1e-6 * Math.Abs(pair.Second))));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    public void Softmax_of_large_and_small_scores_sums_to_one(int count)
    {
        float[] scores = [.. Enumerable.Range(0, count).Select(i => (i % 2 == 0 ? 1 : -1) * i * 50f), .. new float[16]];
        double[] expected = [.. scores.Take(count).Select(score => Math.Exp(score - scores.Take(count).Max()))];

        fixed (float* at = scores)
        {
            float sum = Softmax.Exponentiate(at, count);

            Assert.Equal(expected.Sum(), sum, 1e-5);
        }

        Assert.All(scores.Take(count).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void WeightConversion_of_every_half_equals_the_conversion_of_the_framework()
    {
        byte[] halves = [.. Enumerable.Range(0, 65536).SelectMany(bits => BitConverter.GetBytes((ushort)bits))];
        var values = new float[65536];

        WeightConversion.ToSingle(halves, TensorType.F16, values);

        for (int bits = 0; bits < 65536; bits++)
        {
            var half = BitConverter.UInt16BitsToHalf((ushort)bits);
            Assert.True(Half.IsFinite(half) ? values[bits] == (float)half : float.IsInfinity(values[bits]), $"bits {bits}");
        }
    }

    private static double NormalDistribution(double x)
    {
        // Simpson's rule from 0 to x
        const int Steps = 400;
        double step = x / Steps;
        double Density(double t) => Math.Exp(-t * t / 2) / Math.Sqrt(2 * Math.PI);
        double sum = Density(0) + Density(x);
        for (int i = 1; i < Steps; i++)
        {
            sum += (i % 2 == 1 ? 4 : 2) * Density(i * step);
        }

        return .5 + (sum * step / 3);
    }

    private static List<Linear> ByteKernels(float[] weights, float[] bias, int inputSize)
    {
        var kernels = new List<Linear> { new ByteLinear<ManagedByteKernel<ScalarByteLanes>>(weights, bias, inputSize) };
        if (Avx2.IsSupported)
        {
            kernels.Add(new ByteLinear<ManagedByteKernel<WordLanes256>>(weights, bias, inputSize));
        }

        if (Avx512BW.IsSupported)
        {
            kernels.Add(new ByteLinear<ManagedByteKernel<WordLanes512>>(weights, bias, inputSize));
        }

        if (AvxVnni.IsSupported)
        {
            kernels.Add(new ByteLinear<ManagedByteKernel<VnniLanes256>>(weights, bias, inputSize));
        }

        if (VnniCode.IsAvailable)
        {
            kernels.Add(new ByteLinear<VnniKernel512>(weights, bias, inputSize));
        }

        return kernels;
    }

    private static (float[] Input, float[] Weights, float[] Bias) Operands(int rows, int inputSize, int outputSize)
    {
        var random = new Random((rows * 31) + inputSize);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        return (Draw(rows * inputSize), Draw(outputSize * inputSize), Draw(outputSize));
    }

    private static float[] Product(float[] input, float[] weights, float[] bias, int inputSize)
    {
        int rows = input.Length / inputSize;
        var result = new float[rows * bias.Length];
        for (int i = 0; i < result.Length; i++)
        {
            double sum = bias[i % bias.Length];
            for (int k = 0; k < inputSize; k++)
            {
                sum += (double)input[(i / bias.Length * inputSize) + k] * weights[(i % bias.Length * inputSize) + k];
            }

            result[i] = (float)sum;
        }

        return result;
    }

    private static float[] Apply(Linear kernel, float[] input, int rows)
    {
        using var scratch = new LinearScratch();
        using var padded = new NativeBuffer(input.Length * sizeof(float));
        using var output = new NativeBuffer(rows * kernel.OutputSize * sizeof(float));
        input.CopyTo(new Span<float>(padded.Floats, input.Length));
        kernel.Apply(padded.Floats, rows, output.Floats, null, scratch);
        float[] result = new Span<float>(output.Floats, rows * kernel.OutputSize).ToArray();
        kernel.Dispose();
        return result;
    }
}
