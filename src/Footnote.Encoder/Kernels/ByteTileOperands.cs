namespace Footnote.Encoder.Kernels;

/// <summary>One tile of a product of bytes. The stride of the activations is in bytes, that of the output in elements.</summary>
internal unsafe readonly struct ByteTileOperands
{
    public required byte* Left { get; init; }

    public required long LeftStride { get; init; }

    public required ByteRow* Rows { get; init; }

    public required sbyte* Panel { get; init; }

    /// <summary>Number of steps.</summary>
    public required long Steps { get; init; }

    public required ByteColumns Columns { get; init; }

    /// <summary>Room for the integers of a tile, aligned to a cache line.</summary>
    public required int* Sums { get; init; }

    /// <summary>What is added to the product: the bias, the same for every row, or what the output holds already.</summary>
    public required float* Addend { get; init; }

    /// <summary>0 when every row has the same addend.</summary>
    public required long AddendStride { get; init; }

    public required float* Output { get; init; }

    public required long OutputStride { get; init; }
}
