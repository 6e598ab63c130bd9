namespace Footnote.Encoder.Kernels;

/// <summary>
/// One row of a register tile: adjacent columns in a few vector registers. Loaded from a panel it is a row of the right matrix.
/// </summary>
internal unsafe interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>Columns of the tile.</summary>
    static abstract int Width { get; }

    /// <summary>Rows of the tile, 8 or 4: as many as the registers hold.</summary>
    static abstract int TileRows { get; }

    static abstract TSelf Load(float* source);

    /// <summary>Adds the product of one element of the left matrix and a row of the right one.</summary>
    void Add(float* left, TSelf right);

    void Store(float* destination);
}
