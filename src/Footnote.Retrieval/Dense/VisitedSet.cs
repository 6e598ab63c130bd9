using System.Runtime.CompilerServices;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// The slots a search has met: one bit each, small enough for the second-level cache at a million; forgets only what was set.
/// </summary>
internal sealed unsafe class VisitedSet
{
    private ulong[] _words = [];
    private int[] _order = GC.AllocateUninitializedArray<int>(1024, pinned: true);
    private ulong* _bits;

    /// <summary>How many slots have been met.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets everything and makes room for the slots below <paramref name="capacity"/>.</summary>
    public void Reset(int capacity)
    {
        var words = (int)((capacity + 63L) / 64);
        if (_words.Length < words)
        {
            _words = GC.AllocateArray<ulong>(Math.Max(words, 64), pinned: true);
            _bits = (ulong*)Unsafe.AsPointer(ref _words[0]);
        }
        else if (Count > _words.Length / 8)
        {
            Array.Clear(_words);
        }
        else
        {
            foreach (var slot in _order.AsSpan(0, Count))
            {
                _bits[slot >> 6] = 0;
            }
        }

        Count = 0;
    }

    /// <summary>Makes room to meet another <paramref name="more"/> slots and returns where the next one will be noted.</summary>
    public int* Reserve(int more)
    {
        if (_order.Length < Count + more)
        {
            var order = GC.AllocateUninitializedArray<int>(Math.Max(_order.Length * 2, Count + more), pinned: true);
            _order.AsSpan(0, Count).CopyTo(order);
            _order = order;
        }

        return (int*)Unsafe.AsPointer(ref _order[0]) + Count;
    }

    /// <summary>Notes a slot; true when it was not met before. <see cref="Reserve"/> first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(int slot)
    {
        ref var word = ref _bits[slot >> 6];
        var bit = 1UL << (slot & 63);
        if ((word & bit) != 0)
        {
            return false;
        }

        word |= bit;
        Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_order), Count++) = slot;
        return true;
    }
}
