namespace Footnote.Cli.Benchmarks;

/// <summary>How much is ingested, and how the server is set.</summary>
internal sealed record IngestBenchmarkSettings(int Documents, int ChunksPerDocument, int Clients)
{
    /// <summary>Settings of the server by their full key.</summary>
    public IReadOnlyDictionary<string, string?> Server { get; init; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
}
