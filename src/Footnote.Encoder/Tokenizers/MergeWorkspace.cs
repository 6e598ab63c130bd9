namespace Footnote.Encoder.Tokenizers;

/// <summary>
/// Byte-pair merging of one piece: the merge of the lowest rank first, of equal ones the leftmost. Short pieces by scanning, long ones
/// with a heap of candidates over a linked list (n log n), so that a megabyte of one letter costs no more per byte than prose. Reused;
/// not thread-safe.
/// </summary>
internal sealed class MergeWorkspace(int scanLimit = MergeWorkspace.UsualScanLimit)
{
    private const int UsualScanLimit = 40;

    private readonly PriorityQueue<Candidate, ulong> _candidates = new();
    private int[] _ids = new int[64];
    private int[] _lengths = new int[64];
    private int[] _previous = [];
    private int[] _next = [];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    /// <summary>Length of each token in symbols of the input.</summary>
    public ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, Count);

    /// <summary>Takes the ids of the single symbols, to be written by the caller.</summary>
    public Span<int> Start(int count)
    {
        if (_ids.Length < count)
        {
            _ids = new int[Math.Max(count, _ids.Length * 2)];
            _lengths = new int[_ids.Length];
        }

        Count = count;
        _lengths.AsSpan(0, count).Fill(1);
        return _ids.AsSpan(0, count);
    }

    public void Merge(MergeTable merges)
    {
        if (Count <= scanLimit)
        {
            MergeByScanning(merges);
        }
        else
        {
            MergeByHeap(merges);
        }
    }

    private void MergeByScanning(MergeTable merges)
    {
        while (Count > 1)
        {
            int best = int.MaxValue;
            int at = -1;
            int result = 0;
            for (int i = 0; i < Count - 1; i++)
            {
                int rank = merges.Rank(_ids[i], _ids[i + 1], out int merged);
                if (rank < best)
                {
                    (best, at, result) = (rank, i, merged);
                }
            }

            if (at < 0)
            {
                return;
            }

            _ids[at] = result;
            _lengths[at] += _lengths[at + 1];
            int tail = Count - at - 2;
            Array.Copy(_ids, at + 2, _ids, at + 1, tail);
            Array.Copy(_lengths, at + 2, _lengths, at + 1, tail);
            Count--;
        }
    }

    private void MergeByHeap(MergeTable merges)
    {
        if (_next.Length < Count)
        {
            _next = new int[_ids.Length];
            _previous = new int[_ids.Length];
        }

        for (int i = 0; i < Count; i++)
        {
            _previous[i] = i - 1;
            _next[i] = i + 1 < Count ? i + 1 : -1;
        }

        for (int i = 0; i < Count - 1; i++)
        {
            Propose(merges, i);
        }

        while (_candidates.TryDequeue(out Candidate candidate, out _))
        {
            int left = candidate.At;
            int right = _next[left];
            if (_lengths[left] == 0 || right < 0 || _ids[left] != candidate.Left || _ids[right] != candidate.Right)
            {
                continue;
            }

            _ids[left] = candidate.Merged;
            _lengths[left] += _lengths[right];
            _lengths[right] = 0;
            _next[left] = _next[right];
            if (_next[right] >= 0)
            {
                _previous[_next[right]] = left;
                Propose(merges, left);
            }

            if (_previous[left] >= 0)
            {
                Propose(merges, _previous[left]);
            }
        }

        Compact();
    }

    private void Propose(MergeTable merges, int at)
    {
        int right = _next[at];
        int rank = merges.Rank(_ids[at], _ids[right], out int merged);
        if (rank != int.MaxValue)
        {
            _candidates.Enqueue(new Candidate(at, _ids[at], _ids[right], merged), ((ulong)(uint)rank << 32) | (uint)at);
        }
    }

    private void Compact()
    {
        int count = 0;
        for (int i = 0; i >= 0; i = _next[i])
        {
            _ids[count] = _ids[i];
            _lengths[count] = _lengths[i];
            count++;
        }

        Count = count;
    }

    private readonly record struct Candidate(int At, int Left, int Right, int Merged);
}
