namespace Footnote.Encoder.Kernels;

/// <summary>
/// A way to compute tiles of a product of bytes, and how it wants its operands laid out. All give the same integers and floats.
/// </summary>
internal unsafe interface IByteKernel
{
    /// <summary>Columns of a tile.</summary>
    static abstract int Width { get; }

    /// <summary>Most rows of a tile.</summary>
    static abstract int TileRows { get; }

    /// <summary>Products that are summed in one step.</summary>
    static abstract int DepthStep { get; }

    /// <summary>Bytes of one activation.</summary>
    static abstract int ActivationBytes { get; }

    /// <summary>Computes 1 to <see cref="TileRows"/> rows.</summary>
    static abstract void Multiply(in ByteTileOperands operands, int rows);
}
