using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Footnote.Encoder.Kernels;

/// <summary>48 columns in three 512-bit registers; eight rows take 24 of the 32.</summary>
internal unsafe struct WideLanes512 : ILanes<WideLanes512>
{
    private Vector512<float> _a;
    private Vector512<float> _b;
    private Vector512<float> _c;

    public static int Width => 48;

    public static int TileRows => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes512 Load(float* source)
    {
        WideLanes512 lanes;
        lanes._a = Vector512.Load(source);
        lanes._b = Vector512.Load(source + 16);
        lanes._c = Vector512.Load(source + 32);
        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* left, WideLanes512 right)
    {
        Vector512<float> value = Vector512.Create(*left);
        _a = Vector512.FusedMultiplyAdd(value, right._a, _a);
        _b = Vector512.FusedMultiplyAdd(value, right._b, _b);
        _c = Vector512.FusedMultiplyAdd(value, right._c, _c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* destination)
    {
        _a.Store(destination);
        _b.Store(destination + 16);
        _c.Store(destination + 32);
    }
}
