using Footnote.Retrieval.Dense;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Footnote.Models.Embeddings;

/// <summary>What the generators of all tenants share.</summary>
internal sealed class EmbeddingCache(
    EmbeddingTable table, Telemetry telemetry, IOptions<ModelsOptions> options, ILogger<EmbeddingCache> logger)
{
    private readonly EmbeddingCacheOptions _options = options.Value.EmbeddingCache;

    public EmbeddingMemory Memory { get; } = new(options.Value.EmbeddingCache.MemoryEntries);

    public EmbeddingTable Table => table;

    public Telemetry Telemetry => telemetry;

    public ILogger Logger => logger;

    public bool Persists(EmbeddingPurpose purpose) =>
        _options.TableRows > 0 && (purpose == EmbeddingPurpose.Passage || _options.PersistQueries);
}
