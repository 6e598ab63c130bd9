using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Footnote.Encoder.Tokenizers;

/// <summary>
/// Byte strings to ids: an open-addressing table over one array of bytes, a tenth of what a dictionary of strings takes. Reading is
/// thread-safe.
/// </summary>
internal sealed class ByteVocabulary
{
    private readonly List<byte> _bytes = [];
    private int[] _slots = new int[1024];
    private Entry[] _entries = new Entry[512];

    public int Count { get; private set; }

    public int IdLimit { get; private set; }

    public int LongestEntry { get; private set; }

    /// <summary>Adds an entry; the first of two equal ones stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<byte> key, int id)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
            Rehash(_slots.Length * 2);
        }

        uint hash = Hash(key);
        int slot = FindSlot(key, hash);
        if (_slots[slot] != 0)
        {
            return;
        }

        _entries[Count] = new Entry(hash, _bytes.Count, key.Length, id);
        _bytes.AddRange(key);
        Count++;
        _slots[slot] = Count;
        IdLimit = Math.Max(IdLimit, id + 1);
        LongestEntry = Math.Max(LongestEntry, key.Length);
    }

    /// <summary>The id of the byte string, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Find(ReadOnlySpan<byte> key)
    {
        int index = _slots[FindSlot(key, Hash(key))];
        return index == 0 ? -1 : _entries[index - 1].Id;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FindSlot(ReadOnlySpan<byte> key, uint hash)
    {
        int mask = _slots.Length - 1;
        int slot = (int)hash & mask;
        ReadOnlySpan<byte> bytes = CollectionsMarshal.AsSpan(_bytes);
        while (_slots[slot] is not 0 and var index)
        {
            Entry entry = _entries[index - 1];
            if (entry.Hash == hash && entry.Length == key.Length && bytes.Slice(entry.Start, entry.Length).SequenceEqual(key))
            {
                break;
            }

            slot = (slot + 1) & mask;
        }

        return slot;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rehash(int capacity)
    {
        _slots = new int[capacity];
        for (int i = 0; i < Count; i++)
        {
            int slot = (int)_entries[i].Hash & (capacity - 1);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (capacity - 1);
            }

            _slots[slot] = i + 1;
        }
    }

    private static uint Hash(ReadOnlySpan<byte> key)
    {
        uint hash = 2166136261;
        foreach (byte value in key)
        {
            hash = (hash ^ value) * 16777619;
        }

        return hash ^ (hash >> 15);
    }

    private readonly record struct Entry(uint Hash, int Start, int Length, int Id);
}
