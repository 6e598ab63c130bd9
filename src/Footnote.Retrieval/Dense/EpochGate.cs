namespace Footnote.Retrieval.Dense;

/// <summary>
/// Tells the writer when nothing that it took away can be in use any more. A search enters with a scratch that carries the epoch it began
/// in; the writer takes something out of reach, advances the epoch, and may reuse the thing once every running search is that young.
/// Searches never wait.
/// </summary>
internal sealed class EpochGate(Func<SearchScratch> create)
{
    private readonly Lock _growing = new();
    private Entry[] _entries = [];
    private long _epoch = 1;

    /// <summary>Begins a search. Every read of the index must come after this call.</summary>
    public SearchScratch Enter()
    {
        while (true)
        {
            var entries = Volatile.Read(ref _entries);
            var start = entries.Length == 0 ? 0 : (int)((uint)Environment.CurrentManagedThreadId % (uint)entries.Length);
            for (var i = 0; i < entries.Length; i++)
            {
                var entry = entries[(start + i) % entries.Length];
                if (Volatile.Read(ref entry.Epoch) == long.MaxValue
                    && Interlocked.CompareExchange(ref entry.Epoch, Volatile.Read(ref _epoch), long.MaxValue) == long.MaxValue)
                {
                    return entry.Scratch;
                }
            }

            Grow(entries.Length);
        }
    }

    /// <summary>Ends the search.</summary>
    public void Exit(SearchScratch scratch) => Volatile.Write(ref scratch.Entry!.Epoch, long.MaxValue);

    /// <summary>Begins a new epoch and returns it.</summary>
    public long Advance() => Interlocked.Increment(ref _epoch);

    /// <summary>The oldest epoch in which a running search began; <see cref="long.MaxValue"/> when none runs.</summary>
    public long Oldest()
    {
        Interlocked.MemoryBarrier();
        var oldest = long.MaxValue;
        foreach (var entry in Volatile.Read(ref _entries))
        {
            oldest = Math.Min(oldest, Volatile.Read(ref entry.Epoch));
        }

        return oldest;
    }

    private void Grow(int seen)
    {
        lock (_growing)
        {
            if (_entries.Length == seen)
            {
                var entry = new Entry(create());
                entry.Scratch.Entry = entry;
                Volatile.Write(ref _entries, [.. _entries, entry]);
            }
        }
    }

    /// <summary>A scratch and whether it is in use: <see cref="long.MaxValue"/> when it is not.</summary>
    internal sealed class Entry(SearchScratch scratch)
    {
        public long Epoch = long.MaxValue;

        public SearchScratch Scratch { get; } = scratch;
    }
}
