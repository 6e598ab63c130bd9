using System.Runtime.CompilerServices;

namespace Footnote.Encoder.Kernels;

/// <summary>
/// Attention by register tiles: keys transposed into panels of the wide tile, values into panels of the narrow one, head by head.
/// </summary>
internal sealed unsafe class TiledAttention<TWide, TNarrow>(int headCount, int headSize) : Attention
    where TWide : unmanaged, ILanes<TWide>
    where TNarrow : unmanaged, ILanes<TNarrow>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(in AttentionInputs inputs, AttentionScratch scratch)
    {
        int keyCount = inputs.KeyCount;
        int paddedKeys = RoundUp(keyCount, TWide.Width);
        int paddedHead = RoundUp(headSize, TNarrow.Width);
        scratch.Keys.ReserveFloats((long)headSize * paddedKeys);
        scratch.Values.ReserveFloats((long)paddedHead * keyCount);
        scratch.Scores.ReserveFloats((long)TWide.TileRows * RoundUp(paddedKeys, 16));
        scratch.Result.ReserveFloats((long)TNarrow.TileRows * paddedHead);
        scratch.Zeros.ReserveFloats(TWide.Width);
        for (int head = 0; head < headCount; head++)
        {
            PackKeys(inputs.Keys + (head * headSize), inputs.KeyStride, keyCount, scratch.Keys.Floats);
            PackValues(inputs.Values + (head * headSize), inputs.KeyStride, keyCount, scratch.Values.Floats);
            for (int row = 0; row < inputs.QueryCount; row += TWide.TileRows)
            {
                int rows = Math.Min(TWide.TileRows, inputs.QueryCount - row);
                float* queries = inputs.Queries + (row * inputs.QueryStride) + (head * headSize);
                Score(queries, inputs.QueryStride, rows, keyCount, scratch);
                Blend(inputs.Output + (row * inputs.OutputStride) + (head * headSize), inputs.OutputStride, rows, keyCount, scratch);
            }
        }
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    /// <summary>scores = Q K^T for one tile of queries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Score(float* queries, long stride, int rows, int keyCount, AttentionScratch scratch)
    {
        long scoreStride = RoundUp(RoundUp(keyCount, TWide.Width), 16);
        for (int column = 0; column < keyCount; column += TWide.Width)
        {
            var operands = new TileOperands
            {
                Left = queries,
                LeftStride = stride,
                Panel = scratch.Keys.Floats + ((long)column * headSize),
                Depth = headSize,
                Bias = scratch.Zeros.Floats,
                Output = scratch.Scores.Floats + column,
                OutputStride = scoreStride,
            };
            Tile<TWide>.Multiply(operands, rows);
        }
    }

    /// <summary>output = softmax(scores) V for one tile of queries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Blend(float* output, long outputStride, int rows, int keyCount, AttentionScratch scratch)
    {
        long scoreStride = RoundUp(RoundUp(keyCount, TWide.Width), 16);
        int paddedHead = RoundUp(headSize, TNarrow.Width);
        float* factors = stackalloc float[8];
        for (int row = 0; row < rows; row++)
        {
            factors[row] = 1f / Softmax.Exponentiate(scratch.Scores.Floats + (row * scoreStride), keyCount);
        }

        for (int column = 0; column < headSize; column += TNarrow.Width)
        {
            var operands = new TileOperands
            {
                Left = scratch.Scores.Floats,
                LeftStride = scoreStride,
                Panel = scratch.Values.Floats + ((long)column * keyCount),
                Depth = keyCount,
                Bias = scratch.Zeros.Floats,
                Output = scratch.Result.Floats + column,
                OutputStride = paddedHead,
            };
            Tile<TNarrow>.Multiply(operands, rows);
        }

        for (int row = 0; row < rows; row++)
        {
            Scale(scratch.Result.Floats + ((long)row * paddedHead), factors[row], output + (row * outputStride), headSize);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(float* source, float factor, float* destination, int count)
    {
        for (int i = 0; i < count; i++)
        {
            destination[i] = source[i] * factor;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackKeys(float* keys, long stride, int count, float* panels)
    {
        int width = TWide.Width;
        for (int key = 0; key < count; key++)
        {
            float* source = keys + (key * stride);
            float* destination = panels + ((long)(key / width) * width * headSize) + (key % width);
            for (int i = 0; i < headSize; i++)
            {
                destination[i * width] = source[i];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackValues(float* values, long stride, int count, float* panels)
    {
        int width = TNarrow.Width;
        for (int column = 0; column < headSize; column += width)
        {
            int columns = Math.Min(width, headSize - column);
            float* destination = panels + ((long)column * count);
            for (int key = 0; key < count; key++)
            {
                var source = new ReadOnlySpan<float>(values + (key * stride) + column, columns);
                source.CopyTo(new Span<float>(destination + ((long)key * width), columns));
            }
        }
    }
}
