namespace Footnote.Encoder.Kernels;

/// <summary>
/// Queries, keys and values of one sequence, all heads side by side in each row. Strides in elements; the queries are already scaled.
/// </summary>
internal unsafe readonly struct AttentionInputs
{
    public required float* Queries { get; init; }

    public required long QueryStride { get; init; }

    /// <summary>How many rows attend; the others are not computed.</summary>
    public required int QueryCount { get; init; }

    public required float* Keys { get; init; }

    public required float* Values { get; init; }

    public required long KeyStride { get; init; }

    public required int KeyCount { get; init; }

    public required float* Output { get; init; }

    public required long OutputStride { get; init; }
}
