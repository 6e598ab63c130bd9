using System.Runtime.CompilerServices;

namespace Footnote.Encoder.Kernels;

/// <summary>Register tiles of a product of bytes; see <see cref="Tile{TLanes}"/>.</summary>
internal static unsafe class ByteTile<TLanes>
    where TLanes : unmanaged, IByteLanes<TLanes>
{
    /// <summary>Computes 1 to <c>TileRows</c> rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(in ByteTileOperands operands, int rows)
    {
        if (rows == 1)
        {
            Multiply1(operands);
        }
        else if (TLanes.TileRows == 4 || rows <= 4)
        {
            Multiply4(operands, rows - 1);
        }
        else
        {
            Multiply8(operands, rows - 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply8(in ByteTileOperands operands, int last)
    {
        sbyte* panel = operands.Panel;
        long stride = operands.LeftStride;
        byte* a0 = operands.Left;
        byte* a1 = a0 + (stride * Math.Min(1, last));
        byte* a2 = a0 + (stride * Math.Min(2, last));
        byte* a3 = a0 + (stride * Math.Min(3, last));
        byte* a4 = a0 + (stride * Math.Min(4, last));
        byte* a5 = a0 + (stride * Math.Min(5, last));
        byte* a6 = a0 + (stride * Math.Min(6, last));
        byte* a7 = a0 + (stride * Math.Min(7, last));
        TLanes c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default;
        long end = operands.Steps * 4;
        for (long k = 0; k < end; k += 4)
        {
            var weights = TLanes.LoadWeights(panel);
            c0.Add(a0 + k, weights);
            c1.Add(a1 + k, weights);
            c2.Add(a2 + k, weights);
            c3.Add(a3 + k, weights);
            c4.Add(a4 + k, weights);
            c5.Add(a5 + k, weights);
            c6.Add(a6 + k, weights);
            c7.Add(a7 + k, weights);
            panel += TLanes.Width * TLanes.DepthStep;
        }

        Store(operands, 0, c0);
        if (last >= 1)
        {
            Store(operands, 1, c1);
        }

        if (last >= 2)
        {
            Store(operands, 2, c2);
        }

        if (last >= 3)
        {
            Store(operands, 3, c3);
        }

        if (last >= 4)
        {
            Store(operands, 4, c4);
        }

        if (last >= 5)
        {
            Store(operands, 5, c5);
        }

        if (last >= 6)
        {
            Store(operands, 6, c6);
        }

        if (last >= 7)
        {
            Store(operands, 7, c7);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply4(in ByteTileOperands operands, int last)
    {
        sbyte* panel = operands.Panel;
        long stride = operands.LeftStride;
        byte* a0 = operands.Left;
        byte* a1 = a0 + (stride * Math.Min(1, last));
        byte* a2 = a0 + (stride * Math.Min(2, last));
        byte* a3 = a0 + (stride * Math.Min(3, last));
        TLanes c0 = default, c1 = default, c2 = default, c3 = default;
        long end = operands.Steps * 4;
        for (long k = 0; k < end; k += 4)
        {
            var weights = TLanes.LoadWeights(panel);
            c0.Add(a0 + k, weights);
            c1.Add(a1 + k, weights);
            c2.Add(a2 + k, weights);
            c3.Add(a3 + k, weights);
            panel += TLanes.Width * TLanes.DepthStep;
        }

        Store(operands, 0, c0);
        if (last >= 1)
        {
            Store(operands, 1, c1);
        }

        if (last >= 2)
        {
            Store(operands, 2, c2);
        }

        if (last >= 3)
        {
            Store(operands, 3, c3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply1(in ByteTileOperands operands)
    {
        sbyte* panel = operands.Panel;
        byte* left = operands.Left;
        TLanes sum = default;
        long end = operands.Steps * 4;
        for (long k = 0; k < end; k += 4)
        {
            sum.Add(left + k, TLanes.LoadWeights(panel));
            panel += TLanes.Width * TLanes.DepthStep;
        }

        Store(operands, 0, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(in ByteTileOperands operands, int row, TLanes sums) => sums.Store(
        operands.Output + (row * operands.OutputStride),
        operands.Addend + (row * operands.AddendStride),
        operands.Rows[row],
        operands.Columns);
}
