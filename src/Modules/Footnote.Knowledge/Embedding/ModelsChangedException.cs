namespace Footnote.Knowledge.Embedding;

/// <summary>The models were changed while embeddings were being made: make those that are missing and publish again.</summary>
internal sealed class ModelsChangedException() : Exception("The embedding models were changed meanwhile.");
