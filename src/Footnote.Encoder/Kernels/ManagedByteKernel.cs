using System.Runtime.CompilerServices;

namespace Footnote.Encoder.Kernels;

/// <summary>Tiles by the instructions that .NET offers.</summary>
internal readonly struct ManagedByteKernel<TLanes> : IByteKernel
    where TLanes : unmanaged, IByteLanes<TLanes>
{
    public static int Width => TLanes.Width;

    public static int TileRows => TLanes.TileRows;

    public static int DepthStep => TLanes.DepthStep;

    public static int ActivationBytes => TLanes.ActivationBytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(in ByteTileOperands operands, int rows) => ByteTile<TLanes>.Multiply(operands, rows);
}
