namespace Footnote.Encoder.Kernels;

/// <summary>For each column of a panel: the scale of its weights, their sum, and the bias.</summary>
internal unsafe readonly struct ByteColumns
{
    public required float* Scales { get; init; }

    public required int* Sums { get; init; }

    public required float* Bias { get; init; }
}
