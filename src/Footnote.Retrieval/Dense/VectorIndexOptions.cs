namespace Footnote.Retrieval.Dense;

/// <summary>The settings of a <see cref="VectorIndex"/>, fixed for its lifetime.</summary>
public sealed record VectorIndexOptions
{
    /// <summary>The largest accepted <see cref="Dimensions"/>; up to it no 32-bit sum in the integer kernels can overflow.</summary>
    public const int MaxDimensions = 4096;

    /// <summary>The length of every vector, 1 to <see cref="MaxDimensions"/>.</summary>
    public required int Dimensions { get; init; }

    /// <summary>How vectors are compared; cosine unless said otherwise.</summary>
    public VectorMetric Metric { get; init; } = VectorMetric.Cosine;

    /// <summary>What the first pass reads; int8 unless said otherwise.</summary>
    public VectorStorage Storage { get; init; } = VectorStorage.Int8;

    /// <summary>Links per node above the bottom layer of the graph; the bottom layer has twice as many. 4 to 64, default 16.</summary>
    public int M { get; init; } = 16;

    /// <summary>Candidates kept while a node is inserted, 8 to 4096, default 200: more is a better graph and a slower build.</summary>
    public int EfConstruction { get; init; } = 200;

    /// <summary>
    /// Candidates kept during a graph search that names none itself, 1 to 65536, default 64; never less than the search's limit.
    /// </summary>
    public int EfSearch { get; init; } = 64;

    /// <summary>
    /// Up to this many vectors every search is an exact scan and no graph is kept; default 10,000 (about 0.1 ms a query at 384 dimensions).
    /// <see cref="int.MaxValue"/> never builds a graph, 0 always does.
    /// </summary>
    public int ExactThreshold { get; init; } = 10_000;

    /// <summary>
    /// Where to keep the float32 vectors of an int8 index: a scratch file that is created (or overwritten), memory-mapped and deleted with
    /// the
    /// index, so that they need not stay resident. Null, the default, keeps them in memory. Ignored with float32 storage.
    /// </summary>
    public string? VectorFile { get; init; }

    /// <summary>Seeds the layers drawn for the nodes; the same sequence of single upserts gives the same graph. Default 42.</summary>
    public int Seed { get; init; } = 42;

    internal void Validate()
    {
        Check(Dimensions, 1, MaxDimensions, nameof(Dimensions));
        Check(M, 4, 64, nameof(M));
        Check(EfConstruction, 8, 4096, nameof(EfConstruction));
        Check(EfSearch, 1, 65536, nameof(EfSearch));
        Check(ExactThreshold, 0, int.MaxValue, nameof(ExactThreshold));
        Check((int)Metric, (int)VectorMetric.Cosine, (int)VectorMetric.Dot, nameof(Metric));
        Check((int)Storage, (int)VectorStorage.Int8, (int)VectorStorage.Float32, nameof(Storage));
    }

    private static void Check(int value, int least, int most, string option)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be {least} to {most}.");
        }
    }
}
