namespace Footnote.Retrieval.Dense;

/// <summary>What <see cref="VectorBenchmark"/> measures.</summary>
public sealed record VectorBenchmarkOptions
{
    /// <summary>The file of the vectors: raw little-endian float32, row by row.</summary>
    public required string Vectors { get; init; }

    /// <summary>The file of the queries, in the same form.</summary>
    public required string Queries { get; init; }

    /// <summary>
    /// The file of the true nearest row numbers of each query, best first: raw little-endian int32. How many there are per query follows
    /// from the file's size and must be at least 10.
    /// </summary>
    public required string Truth { get; init; }

    /// <summary>The length of a vector.</summary>
    public required int Dimensions { get; init; }

    /// <summary>The recall at 10 that the last line's setting must reach; default 0.95.</summary>
    public double Recall { get; init; } = 0.95;

    /// <summary>What the first pass of the searches reads.</summary>
    public VectorStorage Storage { get; init; } = VectorStorage.Int8;

    /// <summary>Graph links, as in <see cref="VectorIndexOptions.M"/>.</summary>
    public int M { get; init; } = 16;

    /// <summary>Build candidates, as in <see cref="VectorIndexOptions.EfConstruction"/>.</summary>
    public int EfConstruction { get; init; } = 200;

    /// <summary>Threads that build; 0, the default, means one for each processor. Queries always run on one.</summary>
    public int Threads { get; init; }

    /// <summary>Timed passes over all queries; medians are printed. Default 5.</summary>
    public int Runs { get; init; } = 5;

    /// <summary>Keeps the float32 vectors in this scratch file instead of in memory; null, the default, does not.</summary>
    public string? VectorFile { get; init; }
}
