using System.Numerics;

namespace Footnote.Retrieval.Filtering;

/// <summary>
/// The set of chunk ids that a search may return, one bit per id. Fill it with <see cref="Set"/>, then share it:
/// reading is thread-safe once no thread writes any more; writing is not synchronised.
/// </summary>
public sealed class IdBitmap
{
    private readonly ulong[] _words;

    /// <summary>Creates an empty set over the ids 0 to <paramref name="capacity"/> - 1; costs one bit per id.</summary>
    /// <param name="capacity">One more than the largest id that can be set; 0 is a set that lets nothing pass.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    public IdBitmap(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Capacity = capacity;
        _words = new ulong[(capacity + 63L) / 64];
    }

    /// <summary>One more than the largest id that can be set.</summary>
    public int Capacity { get; }

    /// <summary>How many ids are in the set; kept up to date by <see cref="Set"/>, so reading it costs nothing.</summary>
    public int Count { get; private set; }

    /// <summary>The bits: id <c>i</c> is bit <c>i % 64</c> of word <c>i / 64</c>. Bits at and beyond the capacity are zero.</summary>
    public ReadOnlySpan<ulong> Words => _words;

    /// <summary>Adds an id; adding it again changes nothing.</summary>
    /// <param name="id">From 0 to <see cref="Capacity"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The id is outside the capacity.</exception>
    public void Set(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Capacity);
        ref var word = ref _words[id >> 6];
        var bit = 1UL << (id & 63);
        Count += (word & bit) == 0 ? 1 : 0;
        word |= bit;
    }

    /// <summary>Whether the id is in the set.</summary>
    /// <param name="id">Any number; false when it is negative or beyond the capacity.</param>
    public bool Contains(int id)
    {
        var index = (uint)id >> 6;
        return index < (uint)_words.Length && (_words[index] & (1UL << (id & 63))) != 0;
    }

    /// <summary>Copies the ids in the set to <paramref name="ids"/> in ascending order and returns how many were copied.</summary>
    /// <param name="ids">Where to write; when it is shorter than <see cref="Count"/> the copy stops at its end.</param>
    public int CopyTo(Span<int> ids)
    {
        var copied = 0;
        for (var index = 0; index < _words.Length; index++)
        {
            for (var word = _words[index]; word != 0; word &= word - 1)
            {
                if (copied == ids.Length)
                {
                    return copied;
                }

                ids[copied++] = (index << 6) + BitOperations.TrailingZeroCount(word);
            }
        }

        return copied;
    }
}
