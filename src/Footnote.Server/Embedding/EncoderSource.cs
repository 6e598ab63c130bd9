namespace Footnote.Server.Embedding;

/// <summary>Where the encoder comes from; a shared one outlives the server.</summary>
internal sealed record EncoderSource(Func<EncoderEmbeddingGenerator> Load, bool IsShared);
