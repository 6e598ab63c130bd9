using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Footnote.Encoder.Kernels;

/// <summary>Layer normalisation (Ba, Kiros and Hinton 2016), fused with the addition of the residual.</summary>
internal sealed class LayerNorm(float[] gamma, float[] beta, float epsilon)
{
    private readonly float[] _gamma = gamma;
    private readonly float[] _beta = beta;

    public int Size => _gamma.Length;

    /// <summary>values = norm(values + residual), row by row; the residual may be null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Apply(float* values, float* residual, int rows)
    {
        fixed (float* scale = _gamma)
        fixed (float* shift = _beta)
        {
            for (int row = 0; row < rows; row++)
            {
                float* at = values + ((long)row * Size);
                float mean = Sum(at, residual is null ? null : residual + ((long)row * Size)) / Size;
                float variance = Center(at, mean) / Size;
                Scale(at, scale, shift, 1f / MathF.Sqrt(variance + epsilon));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe float Sum(float* values, float* residual)
    {
        Vector512<float> sum = Vector512<float>.Zero;
        int i = 0;
        for (; i <= Size - 16; i += 16)
        {
            Vector512<float> value = Vector512.Load(values + i);
            if (residual is not null)
            {
                value += Vector512.Load(residual + i);
                value.Store(values + i);
            }

            sum += value;
        }

        float total = Vector512.Sum(sum);
        for (; i < Size; i++)
        {
            values[i] += residual is null ? 0 : residual[i];
            total += values[i];
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe float Center(float* values, float mean)
    {
        Vector512<float> sum = Vector512<float>.Zero;
        var center = Vector512.Create(mean);
        int i = 0;
        for (; i <= Size - 16; i += 16)
        {
            Vector512<float> value = Vector512.Load(values + i) - center;
            value.Store(values + i);
            sum = Vector512.FusedMultiplyAdd(value, value, sum);
        }

        float total = Vector512.Sum(sum);
        for (; i < Size; i++)
        {
            values[i] -= mean;
            total += values[i] * values[i];
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe void Scale(float* values, float* scale, float* shift, float factor)
    {
        var factors = Vector512.Create(factor);
        int i = 0;
        for (; i <= Size - 16; i += 16)
        {
            Vector512<float> value = Vector512.Load(values + i) * factors;
            Vector512.FusedMultiplyAdd(value, Vector512.Load(scale + i), Vector512.Load(shift + i)).Store(values + i);
        }

        for (; i < Size; i++)
        {
            values[i] = (values[i] * factor * scale[i]) + shift[i];
        }
    }
}
