namespace Footnote.Retrieval.Dense;

/// <summary>
/// A binary heap of keys, best on top, of any size: the frontier of a search whose results are only part of what it walks over.
/// </summary>
internal sealed class CandidateHeap
{
    private ulong[] _keys = new ulong[64];

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public void Push(ulong key)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Count * 2);
        }

        var at = Count++;
        while (at > 0)
        {
            var parent = (at - 1) >> 1;
            if (_keys[parent] >= key)
            {
                break;
            }

            _keys[at] = _keys[parent];
            at = parent;
        }

        _keys[at] = key;
    }

    /// <summary>Removes and returns the best key; the heap must not be empty.</summary>
    public ulong Pop()
    {
        var best = _keys[0];
        var last = _keys[--Count];
        var at = 0;
        for (var child = 1; child < Count; child = (2 * at) + 1)
        {
            child += child + 1 < Count && _keys[child + 1] > _keys[child] ? 1 : 0;
            if (_keys[child] <= last)
            {
                break;
            }

            _keys[at] = _keys[child];
            at = child;
        }

        _keys[at] = last;
        return best;
    }
}
