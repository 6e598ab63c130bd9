using System.Runtime.CompilerServices;

namespace Footnote.Encoder.Tokenizers;

/// <summary>
/// Pairs of adjacent token ids to the rank of their merge (lower merges first) and the id of the result. Reading is thread-safe.
/// </summary>
internal sealed class MergeTable
{
    private readonly ulong[] _keys;
    private readonly ulong[] _values;
    private readonly int _shift;

    public MergeTable(int count)
    {
        int bits = Math.Max(4, 1 + (int)Math.Ceiling(Math.Log2(Math.Max(1, count) * 1.4)));
        _keys = new ulong[1 << bits];
        _values = new ulong[1 << bits];
        _shift = 64 - bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int left, int right, int rank, int merged)
    {
        int slot = FindSlot(Key(left, right));
        if (_keys[slot] == 0)
        {
            _keys[slot] = Key(left, right);
            _values[slot] = ((ulong)(uint)rank << 32) | (uint)merged;
        }
    }

    /// <summary>Rank of the merge, <see cref="int.MaxValue"/> when the pair does not merge.</summary>
    public int Rank(int left, int right, out int merged)
    {
        int slot = FindSlot(Key(left, right));
        ulong value = _values[slot];
        merged = (int)(uint)value;
        return _keys[slot] == 0 ? int.MaxValue : (int)(value >> 32);
    }

    private static ulong Key(int left, int right) => ((ulong)(uint)(left + 1) << 32) | (uint)(right + 1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FindSlot(ulong key)
    {
        int mask = _keys.Length - 1;
        int slot = (int)((key * 0x9E3779B97F4A7C15UL) >> _shift);
        while (_keys[slot] != 0 && _keys[slot] != key)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }
}
