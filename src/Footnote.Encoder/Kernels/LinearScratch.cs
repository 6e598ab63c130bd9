namespace Footnote.Encoder.Kernels;

/// <summary>Memory that products need for a moment: one per thread that computes.</summary>
internal sealed class LinearScratch : IDisposable
{
    /// <summary>One tile whose columns run past the end of the matrix.</summary>
    public NativeBuffer Edge { get; } = new();

    /// <summary>Integers of one tile.</summary>
    public NativeBuffer Sums { get; } = new();

    /// <summary>Rows of activations as bytes.</summary>
    public NativeBuffer Quantized { get; } = new();

    /// <summary>Scale and offset of each row of activations.</summary>
    public NativeBuffer RowScales { get; } = new();

    public void Dispose()
    {
        Edge.Dispose();
        Sums.Dispose();
        Quantized.Dispose();
        RowScales.Dispose();
    }
}
