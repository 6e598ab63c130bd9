using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Lexical.Search;

/// <summary>
/// Finds the best documents of a segment for a disjunction of terms, window by window: MaxScore (H. Turtle and J. Flood, 1995) with
/// bounds per block as in block-max indexes (S. Ding and T. Suel, "Faster top-k document retrieval using block-max indexes", 2011).
/// In each window the terms whose bounds together cannot reach the threshold only rescore the candidates that the others bring up;
/// blocks that cannot lift any document above the threshold are not decoded.
/// </summary>
internal sealed unsafe class WindowSearcher
{
    private const int WindowSize = 4096;

    /// <summary>Looking a candidate up costs about as much as adding this many postings to the sums of a window.</summary>
    private const long PostingsPerLookup = 8;

    private readonly int[] _sums = GC.AllocateArray<int>(WindowSize + 16, pinned: true);
    private readonly int[] _candidates = GC.AllocateArray<int>(WindowSize + 16, pinned: true);
    private readonly int[] _candidateScores = GC.AllocateArray<int>(WindowSize + 16, pinned: true);
    private WeightedTerm[] _order = [];
    private int _count;
    private FrequencySaturation _saturation;
    private IndexSegment? _segment;
    private DocumentFilter _filter;

    /// <summary>False evaluates every posting; for tests and measurements.</summary>
    public bool IsPruning { get; set; } = true;

    /// <summary>Offers the documents of a segment to <paramref name="top"/>, numbered from <paramref name="firstNumber"/>.</summary>
    public void Search(
        IndexSegment segment,
        ReadOnlySpan<WeightedTerm> terms,
        FrequencySaturation saturation,
        DocumentFilter filter,
        TopScores top,
        int firstNumber)
    {
        _segment = segment;
        _saturation = saturation;
        _filter = filter;
        _count = terms.Length;
        if (_order.Length < terms.Length)
        {
            _order = new WeightedTerm[Math.Max(terms.Length, 2 * _order.Length)];
        }

        terms.CopyTo(_order);
        for (var low = 0; low < segment.Documents;)
        {
            low = NextDocument(low);
            if (low >= segment.Documents)
            {
                break;
            }

            var high = Math.Min(low + WindowSize, segment.Documents);
            SearchWindow(low, high, top, firstNumber);
            low = high;
        }

        _segment = null;
        _filter = default;
        Array.Clear(_order, 0, _count);
        _count = 0;
    }

    /// <summary>First document at or behind <paramref name="low"/> that any term may have.</summary>
    private int NextDocument(int low)
    {
        var next = int.MaxValue;
        foreach (var term in _order.AsSpan(0, _count))
        {
            if (term.Cursor.SkipTo(low))
            {
                next = Math.Min(next, Math.Max(low, term.Cursor.BaseOf(term.Cursor.Block) + 1));
            }
        }

        return next;
    }

    private void SearchWindow(int low, int high, TopScores top, int firstNumber)
    {
        var total = 0;
        foreach (var term in _order.AsSpan(0, _count))
        {
            term.WindowBound = BoundWithin(term, high);
            total += term.WindowBound;
        }

        var threshold = IsPruning ? top.Threshold : 0;
        if (total <= threshold)
        {
            return;
        }

        SortByBound();
        var optional = 0;
        var optionalBound = 0;
        while (optional < _count && optionalBound + _order[optional].WindowBound <= threshold)
        {
            optionalBound += _order[optional++].WindowBound;
        }

        optional = SplitByCost(optional, ref optionalBound);
        for (var i = _count - 1; i >= optional; i--)
        {
            Accumulate(_order[i], low, high, threshold - (total - _order[i].WindowBound));
        }

        var count = TakeCandidates(low, high, threshold - optionalBound);
        for (var i = optional - 1; i >= 0 && count > 0; i--)
        {
            optionalBound -= _order[i].WindowBound;
            count = Rescore(_order[i], count, threshold, optionalBound);
        }

        Offer(count, top, firstNumber);
    }

    /// <summary>
    /// Of the terms that need not be added to the sums, adds those that are cheaper to add than to look up for each candidate. Complete
    /// sums also leave fewer candidates. Returns the number of terms that remain to be looked up.
    /// </summary>
    private int SplitByCost(int optional, ref int optionalBound)
    {
        var postings = 0L;
        for (var i = optional; i < _count; i++)
        {
            postings += _order[i].Cursor.DocumentFrequency;
        }

        while (IsPruning && optional > 0 && _order[optional - 1].Cursor.DocumentFrequency <= postings * PostingsPerLookup)
        {
            optional--;
            optionalBound -= _order[optional].WindowBound;
            postings += _order[optional].Cursor.DocumentFrequency;
        }

        return optional;
    }

    private static int BoundWithin(WeightedTerm term, int high)
    {
        var cursor = term.Cursor;
        var bound = 0f;
        for (var block = cursor.Block; block < cursor.BlockCount && cursor.BaseOf(block) + 1 < high; block++)
        {
            bound = Math.Max(bound, cursor.BoundOf(block));
        }

        return bound == 0 ? 0 : BlockScorer.Bound(bound, term.BoundWeight);
    }

    private void SortByBound()
    {
        var order = _order.AsSpan(0, _count);
        for (var i = 1; i < order.Length; i++)
        {
            var term = order[i];
            var j = i - 1;
            for (; j >= 0 && order[j].WindowBound > term.WindowBound; j--)
            {
                order[j + 1] = order[j];
            }

            order[j + 1] = term;
        }
    }

    /// <summary>
    /// Adds the scores of a term to the sums of the window, without blocks whose bound is at most <paramref name="useless"/>.
    /// </summary>
    private void Accumulate(WeightedTerm term, int low, int high, int useless)
    {
        var cursor = term.Cursor;
        fixed (int* sums = _sums)
        {
            var shifted = sums - low;
            while (cursor.Block < cursor.BlockCount && cursor.BaseOf(cursor.Block) + 1 < high)
            {
                var isRead = useless < 0 || term.BoundOf(cursor.Block) > useless;
                if (isRead)
                {
                    cursor.Load();
                    if (!cursor.IsScored)
                    {
                        BlockScorer.Score(cursor, _segment!.Lengths, _saturation, term.Weight);
                    }

                    AddScores(cursor, shifted, low, high);
                }

                if (isRead ? cursor.Index < cursor.Count : cursor.LastOf(cursor.Block) >= high)
                {
                    break;
                }

                cursor.Block++;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScores(PostingsCursor cursor, int* shiftedSums, int low, int high)
    {
        var documents = cursor.Documents;
        var scores = cursor.Scores;
        var i = cursor.Index;
        var count = cursor.Count;
        while (i < count && documents[i] < low)
        {
            i++;
        }

        if (count > 0 && documents[count - 1] < high)
        {
            for (; i < count; i++)
            {
                shiftedSums[documents[i]] += scores[i];
            }
        }
        else
        {
            for (; i < count && documents[i] < high; i++)
            {
                shiftedSums[documents[i]] += scores[i];
            }
        }

        cursor.Index = i;
    }

    /// <summary>Moves the documents whose sum is above a bound out of the window, in ascending order, and clears the sums.</summary>
    private int TakeCandidates(int low, int high, int bound)
    {
        var count = 0;
        bound = Math.Max(bound, 0);
        var limit = Vector512.Create(bound);
        fixed (int* sums = _sums, documents = _candidates, scores = _candidateScores)
        {
            var length = high - low;
            for (var i = 0; i < length; i += Vector512<int>.Count)
            {
                var values = Vector512.Load(sums + i);
                Vector512<int>.Zero.Store(sums + i);
                for (var bits = Vector512.GreaterThan(values, limit).ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
                {
                    var place = BitOperations.TrailingZeroCount(bits);
                    documents[count] = low + i + place;
                    scores[count++] = values[place];
                }
            }
        }

        return count;
    }

    /// <summary>Adds a term's scores to the candidates and drops those that can no longer pass the threshold.</summary>
    private int Rescore(WeightedTerm term, int count, int threshold, int restBound)
    {
        var cursor = term.Cursor;
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var document = _candidates[i];
            var score = _candidateScores[i];
            if (score + term.WindowBound + restBound <= threshold)
            {
                continue;
            }

            if (cursor.SkipTo(document))
            {
                if (score + term.BoundOf(cursor.Block) + restBound <= threshold)
                {
                    continue;
                }

                if (cursor.Seek(document) && cursor.Documents[cursor.Index] == document)
                {
                    score += BlockScorer.ScoreOne(_saturation, cursor.Frequencies[cursor.Index], _segment!.Lengths[document], term.Weight);
                }
            }

            if (score + restBound > threshold)
            {
                _candidates[kept] = document;
                _candidateScores[kept++] = score;
            }
        }

        return kept;
    }

    private void Offer(int count, TopScores top, int firstNumber)
    {
        for (var i = 0; i < count; i++)
        {
            if (_candidateScores[i] > top.Threshold && _filter.Allows(_segment!, _candidates[i]))
            {
                top.Add(_candidateScores[i], firstNumber + _candidates[i]);
            }
        }
    }
}
