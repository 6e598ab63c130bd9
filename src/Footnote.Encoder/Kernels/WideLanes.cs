using System.Numerics;
using System.Runtime.CompilerServices;

namespace Footnote.Encoder.Kernels;

/// <summary>Three registers of the machine's own vector width; four rows take 12 of the 16 that AVX2 has.</summary>
internal unsafe struct WideLanes : ILanes<WideLanes>
{
    private Vector<float> _a;
    private Vector<float> _b;
    private Vector<float> _c;

    public static int Width => 3 * Vector<float>.Count;

    public static int TileRows => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes Load(float* source)
    {
        WideLanes lanes;
        lanes._a = Vector.Load(source);
        lanes._b = Vector.Load(source + Vector<float>.Count);
        lanes._c = Vector.Load(source + (2 * Vector<float>.Count));
        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* left, WideLanes right)
    {
        Vector<float> value = new Vector<float>(*left);
        _a = Vector.FusedMultiplyAdd(value, right._a, _a);
        _b = Vector.FusedMultiplyAdd(value, right._b, _b);
        _c = Vector.FusedMultiplyAdd(value, right._c, _c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* destination)
    {
        _a.Store(destination);
        _b.Store(destination + Vector<float>.Count);
        _c.Store(destination + (2 * Vector<float>.Count));
    }
}
