using Footnote.Knowledge.Reading;
using Footnote.Retrieval.Chunking;

namespace Footnote.Knowledge.Ingestion;

/// <summary>A document that was read and cut, without embeddings yet.</summary>
/// <param name="Outcome">What was read.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Chunks">What it was cut into.</param>
/// <param name="Chunking">How it was cut.</param>
internal sealed record ReadVersion(ReadingOutcome Outcome, string Title, IReadOnlyList<Chunk> Chunks, string Chunking);
