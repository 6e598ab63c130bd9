using System.Runtime.CompilerServices;

namespace Footnote.Encoder.Kernels;

/// <summary>
/// Register tiles of a product of floats: up to eight rows of the left matrix by one packed panel. Rows past the end repeat the last one,
/// so that every shape runs the same code.
/// </summary>
internal static unsafe class Tile<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>Computes 1 to <c>TileRows</c> rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(in TileOperands operands, int rows)
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
    private static void Multiply8(in TileOperands operands, int last)
    {
        float* panel = operands.Panel;
        long stride = operands.LeftStride;
        float* a0 = operands.Left;
        float* a1 = a0 + (stride * Math.Min(1, last));
        float* a2 = a0 + (stride * Math.Min(2, last));
        float* a3 = a0 + (stride * Math.Min(3, last));
        float* a4 = a0 + (stride * Math.Min(4, last));
        float* a5 = a0 + (stride * Math.Min(5, last));
        float* a6 = a0 + (stride * Math.Min(6, last));
        float* a7 = a0 + (stride * Math.Min(7, last));
        var c0 = TLanes.Load(operands.Bias);
        TLanes c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
        long depth = operands.Depth;
        for (long k = 0; k < depth; k++)
        {
            var right = TLanes.Load(panel);
            c0.Add(a0 + k, right);
            c1.Add(a1 + k, right);
            c2.Add(a2 + k, right);
            c3.Add(a3 + k, right);
            c4.Add(a4 + k, right);
            c5.Add(a5 + k, right);
            c6.Add(a6 + k, right);
            c7.Add(a7 + k, right);
            panel += TLanes.Width;
        }

        float* output = operands.Output;
        stride = operands.OutputStride;
        c0.Store(output);
        c1.Store(output + (stride * Math.Min(1, last)));
        c2.Store(output + (stride * Math.Min(2, last)));
        c3.Store(output + (stride * Math.Min(3, last)));
        c4.Store(output + (stride * Math.Min(4, last)));
        c5.Store(output + (stride * Math.Min(5, last)));
        c6.Store(output + (stride * Math.Min(6, last)));
        c7.Store(output + (stride * Math.Min(7, last)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply4(in TileOperands operands, int last)
    {
        float* panel = operands.Panel;
        long stride = operands.LeftStride;
        float* a0 = operands.Left;
        float* a1 = a0 + (stride * Math.Min(1, last));
        float* a2 = a0 + (stride * Math.Min(2, last));
        float* a3 = a0 + (stride * Math.Min(3, last));
        var c0 = TLanes.Load(operands.Bias);
        TLanes c1 = c0, c2 = c0, c3 = c0;
        long depth = operands.Depth;
        for (long k = 0; k < depth; k++)
        {
            var right = TLanes.Load(panel);
            c0.Add(a0 + k, right);
            c1.Add(a1 + k, right);
            c2.Add(a2 + k, right);
            c3.Add(a3 + k, right);
            panel += TLanes.Width;
        }

        float* output = operands.Output;
        stride = operands.OutputStride;
        c0.Store(output);
        c1.Store(output + (stride * Math.Min(1, last)));
        c2.Store(output + (stride * Math.Min(2, last)));
        c3.Store(output + (stride * Math.Min(3, last)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply1(in TileOperands operands)
    {
        float* panel = operands.Panel;
        float* left = operands.Left;
        var sum = TLanes.Load(operands.Bias);
        long depth = operands.Depth;
        for (long k = 0; k < depth; k++)
        {
            sum.Add(left + k, TLanes.Load(panel));
            panel += TLanes.Width;
        }

        sum.Store(operands.Output);
    }
}
