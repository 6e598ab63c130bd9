using System.Runtime.CompilerServices;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// The best candidates so far in one descending array of keys. For the sizes a search uses, shifting a few cache lines beats two heaps,
/// and the array is the result. The flag of a key says that its node has been expanded.
/// </summary>
internal sealed unsafe class CandidatePool
{
    /// <summary>Up to about this limit inserting into the array is the fast way; beyond it <see cref="Take"/> is.</summary>
    public const int GoodLimit = 512;

    private ulong[] _keys = [];
    private ulong* _first;
    private int _limit;
    private int _cursor;

    public int Count { get; private set; }

    public bool IsFull => Count == _limit;

    /// <summary>The candidates, best first.</summary>
    public ReadOnlySpan<ulong> Keys => new(_first, Count);

    /// <summary>The key that a newcomer must exceed; 0 while there is room.</summary>
    public ulong Worst { get; private set; }

    /// <summary>Empties the pool and sets how many candidates it keeps.</summary>
    public void Reset(int limit)
    {
        if (_keys.Length < limit)
        {
            _keys = GC.AllocateUninitializedArray<ulong>(Math.Max(limit, 64), pinned: true);
            _first = (ulong*)Unsafe.AsPointer(ref _keys[0]);
        }

        _limit = limit;
        _cursor = 0;
        Count = 0;
        Worst = limit == 0 ? ulong.MaxValue : 0;
    }

    /// <summary>Takes the best of the keys, which it sorts, in place of what it held.</summary>
    public void Take(Span<ulong> keys)
    {
        keys.Sort(static (a, b) => b.CompareTo(a));
        Count = Math.Min(keys.Length, _limit);
        keys[..Count].CopyTo(new Span<ulong>(_first, Count));
        Worst = IsFull ? _first[Count - 1] | ScoreKey.Flag : 0;
    }

    /// <summary>Adds a key when it is among the best.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong key)
    {
        if (key > Worst)
        {
            Insert(key);
        }
    }

    /// <summary>The best node not yet taken, or -1; marks it as taken.</summary>
    public int TakeNext()
    {
        while (_cursor < Count)
        {
            ref var key = ref _first[_cursor++];
            if ((key & ScoreKey.Flag) == 0)
            {
                key |= ScoreKey.Flag;
                return ScoreKey.Slot(key);
            }
        }

        return -1;
    }

    private void Insert(ulong key)
    {
        var low = 0;
        var length = Count;
        while (length > 0)
        {
            var half = length >> 1;
            if (_first[low + half] > key)
            {
                low += half + 1;
                length -= half + 1;
            }
            else
            {
                length = half;
            }
        }

        if (Count < _limit)
        {
            Count++;
        }

        var tail = Count - low - 1;
        Buffer.MemoryCopy(_first + low, _first + low + 1, tail * sizeof(ulong), tail * sizeof(ulong));
        _first[low] = key;
        _cursor = Math.Min(_cursor, low);
        Worst = Count == _limit ? _first[Count - 1] | ScoreKey.Flag : 0;
    }
}
