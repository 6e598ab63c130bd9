using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Footnote.Encoder.Kernels.Compiled;

namespace Footnote.Encoder.Kernels;

/// <summary>Chooses the kernels for this machine, once for each model.</summary>
internal static class KernelFactory
{
    public static KernelSet Best => Vector512.IsHardwareAccelerated ? KernelSet.Vector512 : KernelSet.Portable;

    /// <summary>Weights of shape [output, input], bias of length output.</summary>
    public static Linear CreateLinear(
        ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, int inputSize, Precision precision, KernelSet set) =>
        precision == Precision.Int8 ? CreateByteLinear(weights, bias, inputSize, set)
        : set == KernelSet.Vector512 ? new FloatLinear<WideLanes512>(weights, bias, inputSize)
        : new FloatLinear<WideLanes>(weights, bias, inputSize);

    public static Attention CreateAttention(int headCount, int headSize, KernelSet set) => set == KernelSet.Vector512
        ? new TiledAttention<WideLanes512, NarrowLanes512>(headCount, headSize)
        : new TiledAttention<WideLanes, NarrowLanes>(headCount, headSize);

    private static Linear CreateByteLinear(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, int inputSize, KernelSet set)
    {
        if (set == KernelSet.Vector512 && VnniCode.IsAvailable)
        {
            return new ByteLinear<VnniKernel512>(weights, bias, inputSize);
        }

        if (AvxVnni.IsSupported && set == KernelSet.Vector512)
        {
            return new ByteLinear<ManagedByteKernel<VnniLanes256>>(weights, bias, inputSize);
        }

        if (Avx512BW.IsSupported && set == KernelSet.Vector512)
        {
            return new ByteLinear<ManagedByteKernel<WordLanes512>>(weights, bias, inputSize);
        }

        return Avx2.IsSupported
            ? new ByteLinear<ManagedByteKernel<WordLanes256>>(weights, bias, inputSize)
            : new ByteLinear<ManagedByteKernel<ScalarByteLanes>>(weights, bias, inputSize);
    }
}
