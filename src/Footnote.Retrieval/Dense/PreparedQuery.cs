namespace Footnote.Retrieval.Dense;

/// <summary>A query as the kernels want it. The memory belongs to the scratch that made it.</summary>
internal readonly unsafe struct PreparedQuery(float* values, short* codes, float scale, float length, float residual)
{
    /// <summary>The numbers, padded with zeros.</summary>
    public float* Values { get; } = values;

    /// <summary>The same in 12 bits, for int8 rows.</summary>
    public short* Codes { get; } = codes;

    /// <summary>What a code of the query is multiplied with.</summary>
    public float Scale { get; } = scale;

    /// <summary>The length of the query as a vector.</summary>
    public float Length { get; } = length;

    /// <summary>The length of what the codes leave out.</summary>
    public float Residual { get; } = residual;
}
