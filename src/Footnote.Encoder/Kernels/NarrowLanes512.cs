using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Footnote.Encoder.Kernels;

/// <summary>32 columns in two 512-bit registers, the width of a usual attention head.</summary>
internal unsafe struct NarrowLanes512 : ILanes<NarrowLanes512>
{
    private Vector512<float> _a;
    private Vector512<float> _b;

    public static int Width => 32;

    public static int TileRows => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NarrowLanes512 Load(float* source)
    {
        NarrowLanes512 lanes;
        lanes._a = Vector512.Load(source);
        lanes._b = Vector512.Load(source + 16);
        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* left, NarrowLanes512 right)
    {
        Vector512<float> value = Vector512.Create(*left);
        _a = Vector512.FusedMultiplyAdd(value, right._a, _a);
        _b = Vector512.FusedMultiplyAdd(value, right._b, _b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* destination)
    {
        _a.Store(destination);
        _b.Store(destination + 16);
    }
}
