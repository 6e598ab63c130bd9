using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Footnote.Encoder.Kernels;

/// <summary>Products of bytes with AVX-VNNI: four of them and the sum in one instruction, without saturation.</summary>
internal unsafe struct VnniLanes256 : IByteLanes<VnniLanes256>
{
    private Vector256<int> _a;
    private Vector256<int> _b;
    private Vector256<int> _c;

    public static int Width => 24;

    public static int TileRows => 4;

    public static int DepthStep => 4;

    public static int ActivationBytes => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VnniLanes256 LoadWeights(sbyte* panel)
    {
        VnniLanes256 lanes;
        lanes._a = Vector256.Load((int*)panel);
        lanes._b = Vector256.Load((int*)(panel + 32));
        lanes._c = Vector256.Load((int*)(panel + 64));
        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(byte* activations, VnniLanes256 weights)
    {
        Vector256<byte> values = Vector256.Create(*(int*)activations).AsByte();
        _a = AvxVnni.MultiplyWideningAndAdd(_a, values, weights._a.AsSByte());
        _b = AvxVnni.MultiplyWideningAndAdd(_b, values, weights._b.AsSByte());
        _c = AvxVnni.MultiplyWideningAndAdd(_c, values, weights._c.AsSByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* output, float* addend, in ByteRow row, in ByteColumns columns)
    {
        Finish(_a, output, addend, row, columns, 0);
        Finish(_b, output + 8, addend + 8, row, columns, 8);
        Finish(_c, output + 16, addend + 16, row, columns, 16);
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
