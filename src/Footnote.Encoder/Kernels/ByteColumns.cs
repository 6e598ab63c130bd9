namespace Footnote.Encoder.Kernels;

/// <summary>For each column of a panel: the scale of its weights and their sum.</summary>
internal unsafe readonly struct ByteColumns
{
    public required float* Scales { get; init; }

    public required int* Sums { get; init; }
}
