using System.Data.Common;
using Footnote.Retrieval.Dense;

namespace Footnote.Models.Embeddings;

/// <summary>
/// An embedding generator with a memory, for one tenant. Questions are looked up in memory, where passages would only push them out;
/// passages in the table, where questions are kept only when that is asked for.
/// </summary>
internal sealed class CachedEmbeddings(IEmbeddingGenerator generator, EmbeddingCache cache, Guid tenantId) : IEmbeddingGenerator
{
    public string ModelId => generator.ModelId;

    public int Dimensions => generator.Dimensions;

    public async ValueTask<IReadOnlyList<float[]>> GenerateAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var keys = texts.Select(text => EmbeddingKey.Create(tenantId, ModelId, purpose, text)).ToArray();
        var vectors = new Dictionary<EmbeddingKey, float[]>(keys.Length);
        Recall(keys, vectors, purpose);
        await FindAsync(keys, vectors, purpose, cancellationToken);
        await ComputeAsync(texts, keys, vectors, purpose, cancellationToken);
        return Array.ConvertAll(keys, key => vectors[key]);
    }

    private void Recall(EmbeddingKey[] keys, Dictionary<EmbeddingKey, float[]> vectors, EmbeddingPurpose purpose)
    {
        if (purpose != EmbeddingPurpose.Query)
        {
            return;
        }

        foreach (var key in keys)
        {
            if (cache.Memory.Find(key) is { } vector)
            {
                vectors[key] = vector;
            }
        }

        cache.Telemetry.LookedUp(vectors.Count, purpose, "memory");
    }

    private async Task FindAsync(
        EmbeddingKey[] keys, Dictionary<EmbeddingKey, float[]> vectors, EmbeddingPurpose purpose, CancellationToken cancellationToken)
    {
        var missing = keys.Where(key => !vectors.ContainsKey(key)).ToHashSet();
        if (missing.Count == 0 || !cache.Persists(purpose))
        {
            return;
        }

        try
        {
            foreach (var (key, vector) in await cache.Table.FindAsync(tenantId, missing, Dimensions, cancellationToken))
            {
                vectors[key] = vector;
                missing.Remove(key);
                Remember(key, vector, purpose);
                cache.Telemetry.LookedUp(1, purpose, "table");
            }
        }
        catch (DbException failure) when (!cancellationToken.IsCancellationRequested)
        {
            Log.EmbeddingCacheFailed(cache.Logger, failure);
        }
    }

    private async Task ComputeAsync(
        IReadOnlyList<string> texts, EmbeddingKey[] keys, Dictionary<EmbeddingKey, float[]> vectors, EmbeddingPurpose purpose,
        CancellationToken cancellationToken)
    {
        var missing = new Dictionary<EmbeddingKey, string>();
        for (var i = 0; i < keys.Length; i++)
        {
            if (!vectors.ContainsKey(keys[i]))
            {
                missing[keys[i]] = texts[i];
            }
        }

        if (missing.Count == 0)
        {
            return;
        }

        var order = missing.Keys.ToArray();
        var computed = await generator.GenerateAsync(Array.ConvertAll(order, key => missing[key]), purpose, cancellationToken);
        var added = new Dictionary<EmbeddingKey, float[]>(order.Length);
        for (var i = 0; i < order.Length; i++)
        {
            added[order[i]] = vectors[order[i]] = computed[i];
            Remember(order[i], computed[i], purpose);
        }

        cache.Telemetry.LookedUp(order.Length, purpose, "computed");
        await StoreAsync(added, purpose, cancellationToken);
    }

    private void Remember(EmbeddingKey key, float[] vector, EmbeddingPurpose purpose)
    {
        if (purpose == EmbeddingPurpose.Query)
        {
            cache.Memory.Add(key, vector);
        }
    }

    private async Task StoreAsync(
        Dictionary<EmbeddingKey, float[]> added, EmbeddingPurpose purpose, CancellationToken cancellationToken)
    {
        if (!cache.Persists(purpose))
        {
            return;
        }

        try
        {
            await cache.Table.AddAsync(tenantId, ModelId, added, cancellationToken);
        }
        catch (DbException failure) when (!cancellationToken.IsCancellationRequested)
        {
            Log.EmbeddingCacheFailed(cache.Logger, failure);
        }
    }
}
