namespace Footnote.Knowledge.Ingestion;

/// <summary>One model's embeddings of the chunks of a version, in their order.</summary>
internal sealed record ChunkEmbeddings(string ModelId, IReadOnlyList<float[]> Vectors);
