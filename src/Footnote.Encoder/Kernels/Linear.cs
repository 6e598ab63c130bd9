using Footnote.Encoder.Formats;

namespace Footnote.Encoder.Kernels;

/// <summary>y = f(x W^T + b) for rows of x. Rows are packed, one after another. Reading is thread-safe.</summary>
internal abstract unsafe class Linear : IDisposable
{
    /// <summary>Rows that are worked on together, so that they stay in the second-level cache while the weights stream past.</summary>
    protected const int RowGroup = 64;

    protected Linear(int inputSize, int outputSize)
    {
        InputSize = inputSize;
        OutputSize = outputSize;
    }

    public int InputSize { get; }

    public int OutputSize { get; }

    /// <summary>Computes <paramref name="rows"/> rows of <see cref="OutputSize"/> from as many of <see cref="InputSize"/>.</summary>
    /// <param name="input">Row-major.</param>
    /// <param name="rows">0 or more.</param>
    /// <param name="output">Row-major; must not overlap the input.</param>
    /// <param name="activation">Applied to the result; null for none.</param>
    /// <param name="scratch">Memory of the calling thread.</param>
    public abstract void Apply(float* input, int rows, float* output, Activation? activation, LinearScratch scratch);

    public abstract void Dispose();

    /// <summary>Applies the activation to a tile that was just written.</summary>
    protected static void FinishTile(float* tile, long stride, int rows, int columns, Activation? activation)
    {
        if (activation is { } function)
        {
            for (int row = 0; row < rows; row++)
            {
                Activations.Apply(tile + (row * stride), columns, function);
            }
        }
    }

    /// <summary>Copies the columns of an edge tile that exist.</summary>
    protected static void CopyTile(float* tile, long stride, float* output, long outputStride, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            new ReadOnlySpan<float>(tile + (row * stride), columns).CopyTo(new Span<float>(output + (row * outputStride), columns));
        }
    }
}
