using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Footnote.Encoder.Kernels;

/// <summary>
/// Products of 16-bit words in 512-bit vectors. The instruction for bytes would saturate: 255 times 127 twice does not fit 16 bits.
/// </summary>
internal unsafe struct WordLanes512 : IByteLanes<WordLanes512>
{
    private Vector512<int> _a;
    private Vector512<int> _b;
    private Vector512<int> _c;

    public static int Width => 48;

    public static int TileRows => 8;

    public static int DepthStep => 2;

    public static int ActivationBytes => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes512 LoadWeights(sbyte* panel)
    {
        WordLanes512 lanes;
        lanes._a = Avx512BW.ConvertToVector512Int16(Vector256.Load(panel)).AsInt32();
        lanes._b = Avx512BW.ConvertToVector512Int16(Vector256.Load(panel + 32)).AsInt32();
        lanes._c = Avx512BW.ConvertToVector512Int16(Vector256.Load(panel + 64)).AsInt32();
        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(byte* activations, WordLanes512 weights)
    {
        Vector512<short> values = Vector512.Create(*(int*)activations).AsInt16();
        _a += Avx512BW.MultiplyAddAdjacent(values, weights._a.AsInt16());
        _b += Avx512BW.MultiplyAddAdjacent(values, weights._b.AsInt16());
        _c += Avx512BW.MultiplyAddAdjacent(values, weights._c.AsInt16());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* output, float* addend, in ByteRow row, in ByteColumns columns)
    {
        Finish(_a, output, addend, row, columns, 0);
        Finish(_b, output + 16, addend + 16, row, columns, 16);
        Finish(_c, output + 32, addend + 32, row, columns, 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(
        Vector512<int> sums, float* output, float* addend, in ByteRow row, in ByteColumns columns, int at)
    {
        Vector512<int> centered = sums - (Vector512.Load(columns.Sums + at) * row.Zero);
        Vector512<float> scale = Vector512.Load(columns.Scales + at) * row.Scale;
        Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(centered), scale, Vector512.Load(addend)).Store(output);
    }
}
