using System.Numerics;
using System.Runtime.CompilerServices;

namespace Footnote.Encoder.Kernels;

/// <summary>Two registers of the machine's own vector width.</summary>
internal unsafe struct NarrowLanes : ILanes<NarrowLanes>
{
    private Vector<float> _a;
    private Vector<float> _b;

    public static int Width => 2 * Vector<float>.Count;

    public static int TileRows => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NarrowLanes Load(float* source)
    {
        NarrowLanes lanes;
        lanes._a = Vector.Load(source);
        lanes._b = Vector.Load(source + Vector<float>.Count);
        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* left, NarrowLanes right)
    {
        Vector<float> value = new Vector<float>(*left);
        _a = Vector.FusedMultiplyAdd(value, right._a, _a);
        _b = Vector.FusedMultiplyAdd(value, right._b, _b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* destination)
    {
        _a.Store(destination);
        _b.Store(destination + Vector<float>.Count);
    }
}
