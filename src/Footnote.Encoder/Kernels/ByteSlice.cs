using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Footnote.Encoder.Kernels;

/// <summary>
/// The weights of some adjacent inputs, quantised with a scale per output channel and packed in panels. Reading is thread-safe.
/// </summary>
internal sealed unsafe class ByteSlice<TKernel> : IDisposable
    where TKernel : struct, IByteKernel
{
    private readonly NativeBuffer _panels;
    private readonly NativeBuffer _scales;
    private readonly NativeBuffer _sums;

    /// <summary>Takes <paramref name="size"/> inputs from <paramref name="start"/> on of weights of shape [output, input].</summary>
    public ByteSlice(ReadOnlySpan<float> weights, int inputSize, int start, int size)
    {
        int outputSize = weights.Length / inputSize;
        int width = TKernel.Width;
        int columns = (outputSize + width - 1) / width * width;
        Start = start;
        Size = size;
        Steps = (size + TKernel.DepthStep - 1) / TKernel.DepthStep;
        _panels = new NativeBuffer((long)columns * PaddedSize);
        _scales = new NativeBuffer(columns * sizeof(float));
        _sums = new NativeBuffer(columns * sizeof(int));
        var channel = new sbyte[PaddedSize];
        for (int column = 0; column < outputSize; column++)
        {
            _scales.Floats[column] = Quantizer.Weights(weights.Slice((column * inputSize) + start, size), channel);
            Pack(channel, column);
        }
    }

    /// <summary>First input.</summary>
    public int Start { get; }

    /// <summary>Number of inputs.</summary>
    public int Size { get; }

    public int Steps { get; }

    /// <summary>Number of inputs rounded up to whole steps.</summary>
    public int PaddedSize => Steps * TKernel.DepthStep;

    /// <summary>The panel that begins with a column.</summary>
    public sbyte* Panel(int column) => (sbyte*)_panels.Bytes + ((long)column * PaddedSize);

    public ByteColumns Columns(int column) => new() { Scales = _scales.Floats + column, Sums = _sums.Ints + column };

    public void Dispose()
    {
        _panels.Dispose();
        _scales.Dispose();
        _sums.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pack(sbyte[] channel, int column)
    {
        int width = TKernel.Width;
        sbyte* panel = Panel(column / width * width);
        int sum = 0;
        foreach (sbyte value in channel)
        {
            sum += value;
        }

        _sums.Ints[column] = sum;
        if (TKernel.DepthStep == 4)
        {
            Scatter(MemoryMarshal.Cast<sbyte, int>(channel), (int*)panel + (column % width), width);
        }
        else
        {
            Scatter(MemoryMarshal.Cast<sbyte, short>(channel), (short*)panel + (column % width), width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scatter<T>(ReadOnlySpan<T> steps, T* destination, int stride)
        where T : unmanaged
    {
        for (int i = 0; i < steps.Length; i++)
        {
            destination[(long)i * stride] = steps[i];
        }
    }
}
