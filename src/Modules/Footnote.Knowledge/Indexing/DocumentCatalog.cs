using Footnote.Retrieval.Filtering;

namespace Footnote.Knowledge.Indexing;

/// <summary>The documents in the index and the sets of chunks that filters select. One thread writes, any number read.</summary>
internal sealed class DocumentCatalog
{
    private const int CachedFilters = 512;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, IndexedDocument> _documents = [];
    private readonly Dictionary<Guid, HashSet<Guid>> _tenants = [];
    private readonly Dictionary<string, IdBitmap> _filters = new(StringComparer.Ordinal);
    private int _capacity;

    public int DocumentCount
    {
        get
        {
            lock (_lock)
            {
                return _documents.Count;
            }
        }
    }

    public int ChunkCount { get; private set; }

    public IndexedDocument? Find(Guid id)
    {
        lock (_lock)
        {
            return _documents.GetValueOrDefault(id);
        }
    }

    /// <summary>Every document, as of now.</summary>
    public IReadOnlyList<IndexedDocument> All()
    {
        lock (_lock)
        {
            return [.. _documents.Values];
        }
    }

    public void Set(IndexedDocument document)
    {
        lock (_lock)
        {
            RemoveLocked(document.Id);
            _documents[document.Id] = document;
            ChunkCount += document.Ordinals.Count;
            if (!_tenants.TryGetValue(document.TenantId, out var ids))
            {
                _tenants[document.TenantId] = ids = [];
            }

            ids.Add(document.Id);
            _capacity = Math.Max(_capacity, document.Ordinals.Count == 0 ? 0 : document.Ordinals.Max() + 1);
            _filters.Clear();
        }
    }

    public void Remove(Guid id)
    {
        lock (_lock)
        {
            RemoveLocked(id);
            _filters.Clear();
        }
    }

    /// <summary>The chunks a filter lets through, as of now. The set is shared: it is never changed.</summary>
    public IdBitmap Select(ChunkFilter filter)
    {
        var key = filter.CacheKey();
        lock (_lock)
        {
            if (_filters.TryGetValue(key, out var known))
            {
                return known;
            }

            if (_filters.Count >= CachedFilters)
            {
                _filters.Clear();
            }

            return _filters[key] = Build(filter);
        }
    }

    private IdBitmap Build(ChunkFilter filter)
    {
        var bitmap = new IdBitmap(_capacity);
        foreach (var id in _tenants.GetValueOrDefault(filter.TenantId) ?? [])
        {
            var document = _documents[id];
            if (!filter.Accepts(document))
            {
                continue;
            }

            foreach (var ordinal in document.Ordinals)
            {
                bitmap.Set(ordinal);
            }
        }

        return bitmap;
    }

    private void RemoveLocked(Guid id)
    {
        if (!_documents.Remove(id, out var document))
        {
            return;
        }

        ChunkCount -= document.Ordinals.Count;
        if (_tenants.TryGetValue(document.TenantId, out var ids) && ids.Remove(id) && ids.Count == 0)
        {
            _tenants.Remove(document.TenantId);
        }
    }
}
