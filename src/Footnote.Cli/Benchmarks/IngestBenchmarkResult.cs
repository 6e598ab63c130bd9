namespace Footnote.Cli.Benchmarks;

/// <summary>What ingestion took.</summary>
internal sealed record IngestBenchmarkResult
{
    public int Documents { get; init; }

    public long Chunks { get; init; }

    /// <summary>Tokens the encoder read.</summary>
    public long Tokens { get; init; }

    public double UploadSeconds { get; init; }

    /// <summary>From the first upload until everything is searchable.</summary>
    public double Seconds { get; init; }

    public double TokensPerSecond { get; init; }

    /// <summary>What the encoder alone does: the mean of before and after.</summary>
    public double EncoderTokensPerSecond { get; init; }

    public double Share { get; init; }

    /// <summary>Processor time of the server without its database.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Largest memory of the process: server, encoder, indexes and the benchmark.</summary>
    public long PeakMegabytes { get; init; }
}
