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
}
