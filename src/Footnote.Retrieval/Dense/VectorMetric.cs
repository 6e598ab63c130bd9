namespace Footnote.Retrieval.Dense;

/// <summary>How two vectors are compared. The numbers are part of the snapshot format.</summary>
public enum VectorMetric
{
    /// <summary>
    /// The cosine of the angle, -1 to 1: vectors and queries are scaled to unit length first. A zero vector scores 0 with everything.
    /// </summary>
    Cosine = 0,

    /// <summary>
    /// The inner product as it is, for vectors whose length carries meaning. It is no distance, so a graph over vectors of very unequal
    /// length finds less than one over unit vectors: a cluster of short vectors can end up where no walk reaches it, whatever the search
    /// width. Where lengths mean nothing, use <see cref="Cosine"/>.
    /// </summary>
    Dot = 1,
}
