using System.Runtime.CompilerServices;

namespace Footnote.Encoder.Kernels;

/// <summary>The same sums without vector instructions, for processors that have none of the others.</summary>
internal unsafe struct ScalarByteLanes : IByteLanes<ScalarByteLanes>
{
    private Columns _sums;

    public static int Width => Columns.Length;

    public static int TileRows => 4;

    public static int DepthStep => 4;

    public static int ActivationBytes => 1;

    public static ScalarByteLanes LoadWeights(sbyte* panel)
    {
        ScalarByteLanes lanes = default;
        for (int i = 0; i < Columns.Length; i++)
        {
            lanes._sums[i] = ((int*)panel)[i];
        }

        return lanes;
    }

    public void Add(byte* activations, ScalarByteLanes weights)
    {
        for (int i = 0; i < Columns.Length; i++)
        {
            int packed = weights._sums[i];
            _sums[i] += (activations[0] * (sbyte)packed) + (activations[1] * (sbyte)(packed >> 8))
                + (activations[2] * (sbyte)(packed >> 16)) + (activations[3] * (sbyte)(packed >> 24));
        }
    }

    public readonly void Store(float* output, float* addend, in ByteRow row, in ByteColumns columns)
    {
        for (int i = 0; i < Columns.Length; i++)
        {
            float centered = _sums[i] - (columns.Sums[i] * row.Zero);
            output[i] = MathF.FusedMultiplyAdd(centered, columns.Scales[i] * row.Scale, addend[i]);
        }
    }

    [InlineArray(Length)]
    private struct Columns
    {
        public const int Length = 8;

        private int _first;
    }
}
