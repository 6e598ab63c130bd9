using Footnote.Knowledge.Reading;
using Footnote.Retrieval.Chunking;

namespace Footnote.Knowledge.Ingestion;

/// <summary>Everything a document version consists of, ready to be published.</summary>
/// <param name="Outcome">What was read.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Chunks">What it was cut into.</param>
/// <param name="Embeddings">Those of every model that is in use.</param>
/// <param name="ModelRevision">The revision of the models that the embeddings are for.</param>
internal sealed record PreparedVersion(
    ReadingOutcome Outcome, string Title, IReadOnlyList<Chunk> Chunks, IReadOnlyList<ChunkEmbeddings> Embeddings, int ModelRevision)
{
    /// <summary>How it was cut (<see cref="Collections.ChunkingSettings.Key"/>).</summary>
    public required string Chunking { get; init; }
}
