using Footnote.Retrieval.Dense;

namespace Footnote.Models.Embeddings;

/// <summary>
/// Embedding generators behind a cache. What one tenant had embedded is never found by another, so how long a call takes tells nothing
/// about what others have asked or uploaded. Thread-safe.
/// </summary>
public interface ITenantEmbeddings
{
    /// <summary>A generator for texts of one tenant. Making one is cheap; a cache that fails only costs time.</summary>
    IEmbeddingGenerator For(Guid tenantId, IEmbeddingGenerator generator);
}
