using System.Runtime.Intrinsics;

namespace Footnote.Encoder.Kernels;

/// <summary>Chooses the kernels for this machine, once for each model.</summary>
internal static class KernelFactory
{
    public static KernelSet Best => Vector512.IsHardwareAccelerated ? KernelSet.Vector512 : KernelSet.Portable;

    /// <summary>Weights of shape [output, input], bias of length output.</summary>
    public static Linear CreateLinear(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, int inputSize, Precision precision, KernelSet set) =>
        (precision, set) switch
        {
            (_, KernelSet.Vector512) => new FloatLinear<WideLanes512>(weights, bias, inputSize),
            _ => new FloatLinear<WideLanes>(weights, bias, inputSize),
        };

    public static Attention CreateAttention(int headCount, int headSize, KernelSet set) => set == KernelSet.Vector512
        ? new TiledAttention<WideLanes512, NarrowLanes512>(headCount, headSize)
        : new TiledAttention<WideLanes, NarrowLanes>(headCount, headSize);
}
