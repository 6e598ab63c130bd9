using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Footnote.Encoder.Formats;

namespace Footnote.Encoder.Kernels;

/// <summary>
/// The function between the two matrices of a feed-forward block, applied in place while the tile is in the first-level cache.
/// </summary>
internal static unsafe class Activations
{
    public static void Apply(float* values, int count, Activation activation)
    {
        switch (activation)
        {
            case Activation.Gelu:
                Run<Gelu>(values, count);
                break;
            case Activation.GeluTanh:
                Run<GeluTanh>(values, count);
                break;
            case Activation.Relu:
                Run<Relu>(values, count);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TFunction>(float* values, int count)
        where TFunction : IFunction
    {
        int i = 0;
        for (; i <= count - 16; i += 16)
        {
            TFunction.Apply(Vector512.Load(values + i)).Store(values + i);
        }

        if (i < count)
        {
            float* tail = stackalloc float[16];
            new Span<float>(tail, 16).Clear();
            new ReadOnlySpan<float>(values + i, count - i).CopyTo(new Span<float>(tail, 16));
            TFunction.Apply(Vector512.Load(tail)).Store(tail);
            new ReadOnlySpan<float>(tail, count - i).CopyTo(new Span<float>(values + i, count - i));
        }
    }

    private interface IFunction
    {
        static abstract Vector512<float> Apply(Vector512<float> x);
    }

    /// <summary>x * Phi(x), exact (Hendrycks and Gimpel 2016).</summary>
    private readonly struct Gelu : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Apply(Vector512<float> x)
        {
            Vector512<float> half = x * 0.5f;
            return Vector512.FusedMultiplyAdd(half, VectorMath.Erf(x * 0.707106781f), half);
        }
    }

    /// <summary>The approximation with the hyperbolic tangent, x * sigmoid(2u).</summary>
    private readonly struct GeluTanh : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Apply(Vector512<float> x)
        {
            Vector512<float> u = 0.797884561f * Vector512.FusedMultiplyAdd(x * x * x, Vector512.Create(0.044715f), x);
            return x / (Vector512<float>.One + VectorMath.Exp(-2f * u));
        }
    }

    private readonly struct Relu : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Apply(Vector512<float> x) => Vector512.MaxNative(x, Vector512<float>.Zero);
    }
}
