using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Footnote.Encoder.Kernels.Compiled;

/// <summary>Tiles by <see cref="VnniCode"/>; the sums become floats here, while they are in the first-level cache.</summary>
internal readonly unsafe struct VnniKernel512 : IByteKernel
{
    public static int Width => VnniCode.Columns;

    public static int TileRows => VnniCode.MaxRows;

    public static int DepthStep => 4;

    public static int ActivationBytes => 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in ByteTileOperands operands, int rows)
    {
        int* sums = operands.Sums;
        VnniCode.Multiply(operands.Left, operands.Panel, sums, operands.Steps, operands.LeftStride, rows);
        for (int column = 0; column < VnniCode.Columns; column += 16)
        {
            Vector512<int> columnSums = Vector512.Load(operands.Columns.Sums + column);
            Vector512<float> scales = Vector512.Load(operands.Columns.Scales + column);
            for (int row = 0; row < rows; row++)
            {
                Vector512<int> centered = Vector512.Load(sums + (row * VnniCode.Columns) + column) - (columnSums * operands.Rows[row].Zero);
                Vector512<float> addend = Vector512.Load(operands.Addend + (row * operands.AddendStride) + column);
                Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(centered), scales * operands.Rows[row].Scale, addend)
                    .Store(operands.Output + (row * operands.OutputStride) + column);
            }
        }
    }
}
