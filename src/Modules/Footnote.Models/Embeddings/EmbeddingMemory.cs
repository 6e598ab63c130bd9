namespace Footnote.Models.Embeddings;

/// <summary>The embeddings used last, up to a number; the least recently used goes first. Callers get copies. Thread-safe.</summary>
internal sealed class EmbeddingMemory(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<EmbeddingKey, LinkedListNode<(EmbeddingKey Key, float[] Vector)>> _entries = [];
    private readonly LinkedList<(EmbeddingKey Key, float[] Vector)> _byUse = new();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    public float[]? Find(EmbeddingKey key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return [.. node.Value.Vector];
        }
    }

    public void Add(EmbeddingKey key, float[] vector)
    {
        if (capacity == 0)
        {
            return;
        }

        lock (_lock)
        {
            if (_entries.Remove(key, out var known))
            {
                _byUse.Remove(known);
            }
            else if (_entries.Count == capacity && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _entries.Remove(oldest.Value.Key);
            }

            _entries[key] = _byUse.AddFirst((key, [.. vector]));
        }
    }
}
