using System.Runtime.CompilerServices;
using Footnote.Encoder.Formats;

namespace Footnote.Encoder.Kernels;

/// <summary>
/// A product of bytes. Weights have a scale per output channel, activations are quantised on the fly with a scale and a zero per row. Long
/// rows are cut into slices with scales of their own: the inside of a feed-forward block has few large values, which would cost all others
/// their precision.
/// </summary>
internal sealed unsafe class ByteLinear<TKernel> : Linear
    where TKernel : struct, IByteKernel
{
    /// <summary>Inputs of a slice, about.</summary>
    private const int SliceSize = 128;

    private readonly ByteSlice<TKernel>[] _slices;
    private readonly NativeBuffer _bias;

    /// <summary>Quantises and packs weights of shape [output, input].</summary>
    public ByteLinear(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, int inputSize)
        : base(inputSize, bias.Length)
    {
        _bias = new NativeBuffer((OutputSize + TKernel.Width) * sizeof(float));
        bias.CopyTo(new Span<float>(_bias.Floats, OutputSize));
        int count = Math.Max(1, (inputSize + (SliceSize / 2)) / SliceSize);
        int size = (inputSize + count - 1) / count;
        _slices = new ByteSlice<TKernel>[count];
        for (int i = 0; i < count; i++)
        {
            _slices[i] = new ByteSlice<TKernel>(weights, inputSize, i * size, Math.Min(size, inputSize - (i * size)));
        }
    }

    public override void Apply(float* input, int rows, float* output, Activation? activation, LinearScratch scratch)
    {
        var scales = (ByteRow*)scratch.RowScales.Reserve(RowGroup * sizeof(ByteRow));
        for (int row = 0; row < rows; row += RowGroup)
        {
            int count = Math.Min(RowGroup, rows - row);
            float* source = input + ((long)row * InputSize);
            for (int i = 0; i < _slices.Length; i++)
            {
                ByteSlice<TKernel> slice = _slices[i];
                byte* bytes = scratch.Quantized.Reserve((long)RowGroup * slice.PaddedSize * TKernel.ActivationBytes);
                Quantizer.Activations(
                    source + slice.Start, InputSize, count, slice.Size, bytes, slice.PaddedSize, TKernel.ActivationBytes, scales);
                ApplySlice(i, scales, count, output + ((long)row * OutputSize), i == _slices.Length - 1 ? activation : null, scratch);
            }
        }
    }

    public override void Dispose()
    {
        foreach (ByteSlice<TKernel> slice in _slices)
        {
            slice.Dispose();
        }

        _bias.Dispose();
    }

    /// <summary>Writes, or from the second slice on adds, the products of one slice of a group of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ApplySlice(int index, ByteRow* scales, int rows, float* output, Activation? activation, LinearScratch scratch)
    {
        ByteSlice<TKernel> slice = _slices[index];
        int width = TKernel.Width;
        long stride = (long)slice.PaddedSize * TKernel.ActivationBytes;
        float* edge = scratch.Edge.ReserveFloats(TKernel.TileRows * width);
        var sums = (int*)scratch.Sums.ReserveFloats(TKernel.TileRows * width);
        for (int column = 0; column < OutputSize; column += width)
        {
            bool isWhole = column + width <= OutputSize;
            long tileStride = isWhole ? OutputSize : width;
            for (int row = 0; row < rows; row += TKernel.TileRows)
            {
                int count = Math.Min(TKernel.TileRows, rows - row);
                float* result = output + ((long)row * OutputSize) + column;
                float* tile = isWhole ? result : edge;
                if (!isWhole && index > 0)
                {
                    CopyTile(result, OutputSize, edge, width, count, OutputSize - column);
                }

                var operands = new ByteTileOperands
                {
                    Left = scratch.Quantized.Bytes + (row * stride),
                    LeftStride = stride,
                    Rows = scales + row,
                    Panel = slice.Panel(column),
                    Steps = slice.Steps,
                    Columns = slice.Columns(column),
                    Sums = sums,
                    Addend = index == 0 ? _bias.Floats + column : tile,
                    AddendStride = index == 0 ? 0 : tileStride,
                    Output = tile,
                    OutputStride = tileStride,
                };
                TKernel.Multiply(operands, count);
                FinishTile(tile, tileStride, count, width, activation);
                if (!isWhole)
                {
                    CopyTile(edge, width, result, OutputSize, count, OutputSize - column);
                }
            }
        }
    }
}
