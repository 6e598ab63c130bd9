using Footnote.Knowledge.Reading;
using Footnote.Retrieval.Chunking;

namespace Footnote.Knowledge.Ingestion;

/// <summary>Everything a document version consists of, ready to be published.</summary>
internal sealed record PreparedVersion(
    ReadingOutcome Outcome, string Title, IReadOnlyList<Chunk> Chunks, IReadOnlyList<float[]> Vectors, string ModelId)
{
    /// <summary>How it was cut (<see cref="Collections.ChunkingSettings.Key"/>).</summary>
    public required string Chunking { get; init; }
}
