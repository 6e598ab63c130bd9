using Footnote.Retrieval.Dense;

namespace Footnote.Knowledge.Embedding;

/// <summary>The models whose embeddings are made at present.</summary>
/// <param name="Revision">Grows with every change of the models; what was prepared under another revision must not be published.</param>
/// <param name="Active">The model that is searched.</param>
/// <param name="Target">The model that is being built beside it; null when there is none, or when this server cannot load it.</param>
internal sealed record ModelSet(int Revision, IEmbeddingGenerator Active, IEmbeddingGenerator? Target)
{
    public IEnumerable<IEmbeddingGenerator> All => Target is null ? [Active] : [Active, Target];
}
