namespace Footnote.Simulators.Pinecone;

/// <summary>A request that arrived.</summary>
public sealed record PineconeRequest(string Path, long Bytes, int Vectors);
