namespace Footnote.Encoder.Kernels;

/// <summary>
/// One row of a register tile of a product of bytes: adjacent columns, a 32-bit sum each. A step takes <see cref="DepthStep"/>
/// activations (unsigned, in bytes or 16-bit words) against as many weights (signed) of every column, side by side in the panel. All
/// implementations give the same integers.
/// </summary>
internal unsafe interface IByteLanes<TSelf>
    where TSelf : unmanaged, IByteLanes<TSelf>
{
    /// <summary>Columns of the tile.</summary>
    static abstract int Width { get; }

    /// <summary>Rows of the tile, 8 or 4.</summary>
    static abstract int TileRows { get; }

    /// <summary>Products that are summed in one step.</summary>
    static abstract int DepthStep { get; }

    /// <summary>Bytes of one activation: 1, or 2 where the instruction wants words.</summary>
    static abstract int ActivationBytes { get; }

    /// <summary>The weights of one step: <see cref="Width"/> times <see cref="DepthStep"/> bytes.</summary>
    static abstract TSelf LoadWeights(sbyte* panel);

    /// <summary>Adds the products of one step; four bytes of activations are read.</summary>
    void Add(byte* activations, TSelf weights);

    /// <summary>output = (sum - zero * columnSum) * rowScale * columnScale + addend; the addend may be the output.</summary>
    void Store(float* output, float* addend, in ByteRow row, in ByteColumns columns);
}
