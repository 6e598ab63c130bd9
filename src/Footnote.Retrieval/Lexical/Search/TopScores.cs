namespace Footnote.Retrieval.Lexical.Search;

/// <summary>
/// The best k (score, document) pairs seen: a binary heap with the worst on top. Of equal scores the document that was seen first stays.
/// Documents have to be offered in ascending order.
/// </summary>
internal sealed class TopScores
{
    private long[] _heap = new long[16];
    private int _limit;

    public int Count { get; private set; }

    /// <summary>A document must score above this to enter.</summary>
    public int Threshold { get; private set; }

    public void Reset(int limit)
    {
        _limit = limit;
        Count = 0;
        Threshold = 0;
    }

    public void Add(int score, int document)
    {
        var entry = ((long)score << 32) | (uint)~document;
        if (Count < _limit)
        {
            Push(entry);
        }
        else if (entry > _heap[0])
        {
            ReplaceTop(entry);
        }

        if (Count == _limit)
        {
            Threshold = (int)(_heap[0] >> 32);
        }
    }

    /// <summary>Sorts the entries, the best first, and hands them over; the heap must be reset afterwards.</summary>
    public ReadOnlySpan<long> Sorted()
    {
        var entries = _heap.AsSpan(0, Count);
        entries.Sort();
        entries.Reverse();
        return entries;
    }

    public static int ScoreOf(long entry) => (int)(entry >> 32);

    public static int DocumentOf(long entry) => (int)~(uint)entry;

    private void Push(long entry)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Count * 2);
        }

        var i = Count++;
        while (i > 0 && _heap[(i - 1) / 2] > entry)
        {
            _heap[i] = _heap[(i - 1) / 2];
            i = (i - 1) / 2;
        }

        _heap[i] = entry;
    }

    private void ReplaceTop(long entry)
    {
        var heap = _heap;
        var i = 0;
        while (true)
        {
            var child = (2 * i) + 1;
            if (child >= Count)
            {
                break;
            }

            if (child + 1 < Count && heap[child + 1] < heap[child])
            {
                child++;
            }

            if (heap[child] >= entry)
            {
                break;
            }

            heap[i] = heap[child];
            i = child;
        }

        heap[i] = entry;
    }
}
