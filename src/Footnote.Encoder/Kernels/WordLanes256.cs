using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Footnote.Encoder.Kernels;

/// <summary>
/// Products of 16-bit words with AVX2: four rows of two registers, and two more for weights, one each for activations and products. A third
/// column would need 17 registers, and a sum that lives in memory costs more than the column gains.
/// </summary>
internal unsafe struct WordLanes256 : IByteLanes<WordLanes256>
{
    private Vector256<int> _a;
    private Vector256<int> _b;

    public static int Width => 16;

    public static int TileRows => 4;

    public static int DepthStep => 2;

    public static int ActivationBytes => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes256 LoadWeights(sbyte* panel)
    {
        WordLanes256 lanes;
        lanes._a = Avx2.ConvertToVector256Int16(panel).AsInt32();
        lanes._b = Avx2.ConvertToVector256Int16(panel + 16).AsInt32();
        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(byte* activations, WordLanes256 weights)
    {
        Vector256<short> values = Vector256.Create(*(int*)activations).AsInt16();
        _a += Avx2.MultiplyAddAdjacent(values, weights._a.AsInt16());
        _b += Avx2.MultiplyAddAdjacent(values, weights._b.AsInt16());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* output, float* addend, in ByteRow row, in ByteColumns columns)
    {
        Finish(_a, output, addend, row, columns, 0);
        Finish(_b, output + 8, addend + 8, row, columns, 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(
        Vector256<int> sums, float* output, float* addend, in ByteRow row, in ByteColumns columns, int at)
    {
        Vector256<int> centered = sums - (Vector256.Load(columns.Sums + at) * row.Zero);
        Vector256<float> scale = Vector256.Load(columns.Scales + at) * row.Scale;
        Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(centered), scale, Vector256.Load(addend)).Store(output);
    }
}
