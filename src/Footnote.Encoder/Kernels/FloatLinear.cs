using System.Runtime.CompilerServices;
using Footnote.Encoder.Formats;

namespace Footnote.Encoder.Kernels;

/// <summary>
/// A product in floats. The weights are packed in panels of as many columns as a tile has, each panel one contiguous stream
/// (Goto and van de Geijn 2008, without blocking the depth: a panel of a sentence encoder fits the second-level cache).
/// </summary>
internal sealed unsafe class FloatLinear<TLanes> : Linear
    where TLanes : unmanaged, ILanes<TLanes>
{
    private readonly NativeBuffer _panels;
    private readonly NativeBuffer _bias;

    /// <summary>Packs weights of shape [output, input].</summary>
    public FloatLinear(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, int inputSize)
        : base(inputSize, bias.Length)
    {
        int width = TLanes.Width;
        int panelCount = (OutputSize + width - 1) / width;
        _panels = new NativeBuffer((long)panelCount * width * inputSize * sizeof(float));
        _bias = new NativeBuffer((long)panelCount * width * sizeof(float));
        bias.CopyTo(new Span<float>(_bias.Floats, OutputSize));
        Pack(weights);
    }

    public override void Apply(float* input, int rows, float* output, Activation? activation, LinearScratch scratch)
    {
        for (int row = 0; row < rows; row += RowGroup)
        {
            int count = Math.Min(RowGroup, rows - row);
            ApplyGroup(input + ((long)row * InputSize), count, output + ((long)row * OutputSize), activation, scratch);
        }
    }

    public override void Dispose()
    {
        _panels.Dispose();
        _bias.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pack(ReadOnlySpan<float> weights)
    {
        int width = TLanes.Width;
        for (int column = 0; column < OutputSize; column++)
        {
            float* destination = _panels.Floats + ((long)(column / width) * width * InputSize) + (column % width);
            ReadOnlySpan<float> row = weights.Slice(column * InputSize, InputSize);
            for (int k = 0; k < row.Length; k++)
            {
                destination[(long)k * width] = row[k];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ApplyGroup(float* input, int rows, float* output, Activation? activation, LinearScratch scratch)
    {
        int width = TLanes.Width;
        for (int column = 0; column < OutputSize; column += width)
        {
            bool isWhole = column + width <= OutputSize;
            float* panel = _panels.Floats + ((long)column * InputSize);
            for (int row = 0; row < rows; row += TLanes.TileRows)
            {
                int count = Math.Min(TLanes.TileRows, rows - row);
                float* result = output + ((long)row * OutputSize) + column;
                var operands = new TileOperands
                {
                    Left = input + ((long)row * InputSize),
                    LeftStride = InputSize,
                    Panel = panel,
                    Depth = InputSize,
                    Bias = _bias.Floats + column,
                    Output = isWhole ? result : scratch.Edge.ReserveFloats(TLanes.TileRows * width),
                    OutputStride = isWhole ? OutputSize : width,
                };
                Tile<TLanes>.Multiply(operands, count);
                FinishTile(operands.Output, operands.OutputStride, count, width, activation);
                if (!isWhole)
                {
                    CopyTile(operands.Output, width, result, OutputSize, count, OutputSize - column);
                }
            }
        }
    }
}
