namespace Footnote.Retrieval.Dense;

/// <summary>What the first pass of a search reads. The numbers are part of the snapshot format.</summary>
public enum VectorStorage
{
    /// <summary>
    /// One signed byte per dimension with a scale per vector; the best candidates are scored again from the float32 vectors.
    /// </summary>
    Int8 = 0,

    /// <summary>The float32 vectors themselves: four times the memory traffic, no second pass.</summary>
    Float32 = 1,
}
