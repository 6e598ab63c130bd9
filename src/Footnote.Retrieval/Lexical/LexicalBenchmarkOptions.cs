namespace Footnote.Retrieval.Lexical;

/// <summary>What a <see cref="LexicalBenchmark"/> does.</summary>
public sealed record LexicalBenchmarkOptions
{
    /// <summary>The texts to index, in order.</summary>
    public required IReadOnlyList<string> Documents { get; init; }

    /// <summary>The queries to ask, one at a time.</summary>
    public required IReadOnlyList<string> Queries { get; init; }

    /// <summary>Language of both; default "en".</summary>
    public string Language { get; init; } = "en";

    /// <summary>Settings of the index; by default k1 0.9, b 0.4 and a buffer that holds 100,000 short texts.</summary>
    public LexicalIndexOptions Index { get; init; } = new() { BufferedTerms = 16_000_000 };

    /// <summary>How often the index is built; the median counts. Default 5; the first builds warm the compiler up.</summary>
    public int Builds { get; init; } = 5;

    /// <summary>Measured passes over all queries, 1 or more; default 5.</summary>
    public int Passes { get; init; } = 5;

    /// <summary>Queries asked before measuring; default 6,000, at least three passes.</summary>
    public int WarmUpQueries { get; init; } = 6_000;

    /// <summary>Results a query; default 10.</summary>
    public int Limit { get; init; } = 10;
}
