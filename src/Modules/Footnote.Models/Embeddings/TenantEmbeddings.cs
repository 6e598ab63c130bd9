using Footnote.Retrieval.Dense;

namespace Footnote.Models.Embeddings;

internal sealed class TenantEmbeddings(EmbeddingCache cache) : ITenantEmbeddings
{
    public IEmbeddingGenerator For(Guid tenantId, IEmbeddingGenerator generator) => tenantId == Guid.Empty
        ? throw new ArgumentException("A tenant is required.", nameof(tenantId))
        : new CachedEmbeddings(generator, cache, tenantId);
}
