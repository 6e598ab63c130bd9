namespace Footnote.Retrieval.Dense;

/// <summary>What a snapshot holds besides the contents of its store.</summary>
internal sealed record LoadedStore(VectorStore Store, int Used, int UpperUsed, float MaxResidual, float MaxLength);
