using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Footnote.Encoder.Formats;

namespace Footnote.Encoder.Kernels;

/// <summary>
/// A product of bytes: weights with a scale per output channel, activations quantised on the fly with a scale and a zero per row.
/// </summary>
internal sealed unsafe class ByteLinear<TKernel> : Linear
    where TKernel : struct, IByteKernel
{
    private readonly NativeBuffer _panels;
    private readonly NativeBuffer _scales;
    private readonly NativeBuffer _sums;
    private readonly NativeBuffer _bias;
    private readonly int _steps;

    /// <summary>Quantises and packs weights of shape [output, input].</summary>
    public ByteLinear(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, int inputSize)
        : base(inputSize, bias.Length)
    {
        int width = TKernel.Width;
        int columns = (OutputSize + width - 1) / width * width;
        _steps = (inputSize + TKernel.DepthStep - 1) / TKernel.DepthStep;
        _panels = new NativeBuffer((long)columns * _steps * TKernel.DepthStep);
        _scales = new NativeBuffer(columns * sizeof(float));
        _sums = new NativeBuffer(columns * sizeof(int));
        _bias = new NativeBuffer(columns * sizeof(float));
        bias.CopyTo(new Span<float>(_bias.Floats, OutputSize));
        var channel = new sbyte[_steps * TKernel.DepthStep];
        for (int column = 0; column < OutputSize; column++)
        {
            _scales.Floats[column] = Quantizer.Weights(weights.Slice(column * inputSize, inputSize), channel);
            Pack(channel, column);
        }
    }

    public override void Apply(float* input, int rows, float* output, Activation? activation, LinearScratch scratch)
    {
        for (int row = 0; row < rows; row += RowGroup)
        {
            int count = Math.Min(RowGroup, rows - row);
            int paddedSize = _steps * TKernel.DepthStep;
            byte* bytes = scratch.Quantized.Reserve((long)RowGroup * paddedSize * TKernel.ActivationBytes);
            var scales = (ByteRow*)scratch.RowScales.Reserve(RowGroup * sizeof(ByteRow));
            Quantizer.Activations(input + ((long)row * InputSize), count, InputSize, bytes, paddedSize, TKernel.ActivationBytes, scales);
            ApplyGroup(bytes, scales, count, output + ((long)row * OutputSize), activation, scratch);
        }
    }

    public override void Dispose()
    {
        _panels.Dispose();
        _scales.Dispose();
        _sums.Dispose();
        _bias.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pack(sbyte[] channel, int column)
    {
        int width = TKernel.Width;
        byte* panel = _panels.Bytes + ((long)(column / width) * width * _steps * TKernel.DepthStep);
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

    private void ApplyGroup(byte* bytes, ByteRow* scales, int rows, float* output, Activation? activation, LinearScratch scratch)
    {
        int width = TKernel.Width;
        long stride = (long)_steps * TKernel.DepthStep * TKernel.ActivationBytes;
        float* edge = scratch.Edge.ReserveFloats(TKernel.TileRows * width);
        var sums = (int*)scratch.Sums.ReserveFloats(TKernel.TileRows * width);
        for (int column = 0; column < OutputSize; column += width)
        {
            bool isWhole = column + width <= OutputSize;
            var columns = new ByteColumns { Scales = _scales.Floats + column, Sums = _sums.Ints + column, Bias = _bias.Floats + column };
            for (int row = 0; row < rows; row += TKernel.TileRows)
            {
                int count = Math.Min(TKernel.TileRows, rows - row);
                float* result = output + ((long)row * OutputSize) + column;
                var operands = new ByteTileOperands
                {
                    Left = bytes + (row * stride),
                    LeftStride = stride,
                    Rows = scales + row,
                    Panel = (sbyte*)_panels.Bytes + ((long)column * _steps * TKernel.DepthStep),
                    Steps = _steps,
                    Columns = columns,
                    Output = isWhole ? result : edge,
                    Sums = sums,
                    OutputStride = isWhole ? OutputSize : width,
                };
                TKernel.Multiply(operands, count);
                FinishTile(operands.Output, operands.OutputStride, count, width, activation);
                if (!isWhole)
                {
                    CopyTile(edge, width, result, OutputSize, count, OutputSize - column);
                }
            }
        }
    }
}
