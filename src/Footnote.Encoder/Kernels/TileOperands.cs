namespace Footnote.Encoder.Kernels;

/// <summary>
/// One tile of a product: where its rows, its packed columns, its starting values and its result are. Strides in elements.
/// </summary>
internal unsafe readonly struct TileOperands
{
    public required float* Left { get; init; }

    public required long LeftStride { get; init; }

    public required float* Panel { get; init; }

    public required long Depth { get; init; }

    public required float* Bias { get; init; }

    public required float* Output { get; init; }

    public required long OutputStride { get; init; }
}
