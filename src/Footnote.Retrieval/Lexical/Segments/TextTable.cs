namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>Numbers distinct texts from 0 in the order they are met: a hash table over one pool of characters.</summary>
internal sealed class TextTable
{
    private Slot[] _slots;
    private char[] _pool;
    private Entry[] _entries;
    private int _poolUsed;

    public TextTable(int capacity)
    {
        _slots = new Slot[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity * 2))];
        _entries = new Entry[Math.Max(16, capacity)];
        _pool = new char[_entries.Length * 8];
    }

    public int Count { get; private set; }

    /// <summary>Characters of all texts together.</summary>
    public int Characters => _poolUsed;

    public ReadOnlySpan<char> this[int number] => _pool.AsSpan(_entries[number].Start, _entries[number].Length);

    /// <summary>Number of the text; <paramref name="isNew"/> tells that it was not there before. Tags make equal texts distinct.</summary>
    public int GetOrAdd(ReadOnlySpan<char> text, byte tag, out bool isNew)
    {
        var hash = CharacterHash.Of(text, tag);
        var mask = (uint)_slots.Length - 1;
        var slot = hash & mask;
        while (_slots[slot].Number != 0)
        {
            if (_slots[slot].Hash == hash)
            {
                ref var entry = ref _entries[_slots[slot].Number - 1];
                if (entry.Tag == tag && entry.Length == text.Length && text.SequenceEqual(_pool.AsSpan(entry.Start, entry.Length)))
                {
                    isNew = false;
                    return _slots[slot].Number - 1;
                }
            }

            slot = (slot + 1) & mask;
        }

        isNew = true;
        Append(text, tag, hash);
        _slots[slot] = new Slot(hash, Count);
        if (Count * 2 > _slots.Length)
        {
            Grow();
        }

        return Count - 1;
    }

    private void Append(ReadOnlySpan<char> text, byte tag, uint hash)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        if (_pool.Length - _poolUsed < text.Length)
        {
            Array.Resize(ref _pool, Math.Max(_pool.Length * 2, _poolUsed + text.Length));
        }

        text.CopyTo(_pool.AsSpan(_poolUsed));
        _entries[Count++] = new Entry(_poolUsed, (ushort)text.Length, tag, hash);
        _poolUsed += text.Length;
    }

    private void Grow()
    {
        _slots = new Slot[_slots.Length * 2];
        var mask = (uint)_slots.Length - 1;
        for (var i = 0; i < Count; i++)
        {
            var slot = _entries[i].Hash & mask;
            while (_slots[slot].Number != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = new Slot(_entries[i].Hash, i + 1);
        }
    }

    private readonly record struct Slot(uint Hash, int Number);

    private readonly record struct Entry(int Start, ushort Length, byte Tag, uint Hash);
}
