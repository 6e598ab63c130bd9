using System.Runtime.InteropServices;
using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Lexical.Search;

/// <summary>Searches all segments of a snapshot for one query.</summary>
internal readonly struct SnapshotSearcher
{
    /// <summary>Sum that the scores of a document that has everything may reach; leaves room below the largest int.</summary>
    private const float ScaleTarget = 1 << 29;

    private readonly IndexSnapshot _snapshot;
    private readonly QueryTerms _query;
    private readonly LexicalIndexOptions _options;
    private readonly SearchScratch _scratch;

    public SnapshotSearcher(IndexSnapshot snapshot, QueryTerms query, LexicalIndexOptions options, SearchScratch scratch)
    {
        _snapshot = snapshot;
        _query = query;
        _options = options;
        _scratch = scratch;
    }

    /// <summary>
    /// Leaves the best in the scratch's top scores; returns the scale of their scores, 0 when nothing can match.
    /// </summary>
    public float Search(int limit, IdBitmap? ids)
    {
        var top = _scratch.Top;
        top.Reset(limit);
        var scale = Weigh();
        if (scale == 0)
        {
            return 0;
        }

        var saturation = new FrequencySaturation(_options.K1, _options.B, _snapshot.AverageLength);
        foreach (var view in _snapshot.Segments)
        {
            if (view.LiveCount > 0)
            {
                SearchSegment(view, ids, saturation, scale);
                _scratch.ReturnMatchers();
            }
        }

        return scale;
    }

    /// <summary>Writes the top scores, best first; <paramref name="results"/> has room for all.</summary>
    public unsafe void Emit(Span<ScoredId> results, float scale)
    {
        var entries = _scratch.Top.Sorted();
        for (var i = 0; i < entries.Length; i++)
        {
            var number = TopScores.DocumentOf(entries[i]);
            var view = ViewOf(number);
            results[i] = new ScoredId(view.Segment.Ids[number - view.FirstNumber], TopScores.ScoreOf(entries[i]) / scale);
        }
    }

    /// <summary>
    /// Weights of the optional terms, then of the phrases, without the scale; returns the scale, 0 when nothing can match.
    /// </summary>
    private float Weigh()
    {
        _scratch.Weights.Clear();
        var sum = 0f;
        foreach (var term in _query.Optional)
        {
            var frequency = DocumentFrequency(term.Text);
            var weight = frequency == 0 ? 0 : _snapshot.Idf(frequency) * term.Count;
            _scratch.Weights.Add(weight);
            sum += weight;
        }

        for (var i = 0; i < _query.RequiredCount; i++)
        {
            var weight = 0f;
            foreach (var term in _query.Required(i))
            {
                var frequency = DocumentFrequency(term.Text);
                if (frequency == 0)
                {
                    return 0;
                }

                weight += _snapshot.Idf(frequency);
            }

            _scratch.Weights.Add(weight);
            sum += weight;
        }

        return sum == 0 ? 0 : ScaleTarget / sum;
    }

    private int DocumentFrequency(ReadOnlyMemory<char> term)
    {
        var bytes = _scratch.Utf8(term);
        var hash = TermHash.Of(bytes);
        var count = 0;
        foreach (var view in _snapshot.Segments)
        {
            var ordinal = view.Segment.Find(bytes, hash);
            count += ordinal < 0 ? 0 : (int)view.Segment.Entry(ordinal).DocumentFrequency;
        }

        return count;
    }

    private void SearchSegment(SegmentView view, IdBitmap? ids, FrequencySaturation saturation, float scale)
    {
        var segment = view.Segment;
        var filter = new DocumentFilter(view.Live, ids, ExcludedDocuments(segment));
        Activate(segment, scale);
        if (_query.RequiredCount > 0)
        {
            SearchPhrases(view, filter, saturation, scale);
        }
        else if (_scratch.Active.Count > 0)
        {
            var terms = CollectionsMarshal.AsSpan(_scratch.Active);
            _scratch.Windows.Search(segment, terms, saturation, filter, _scratch.Top, view.FirstNumber);
        }
    }

    private void Activate(IndexSegment segment, float scale)
    {
        _scratch.Active.Clear();
        var isComparable = segment.Header.K1 == _options.K1 && segment.Header.B == _options.B;
        var correction = FrequencySaturation.BoundCorrection(segment.Header.AverageLength, _snapshot.AverageLength);
        var terms = _query.Optional;
        for (var i = 0; i < terms.Length; i++)
        {
            if (_scratch.Weights[i] == 0)
            {
                continue;
            }

            var bytes = _scratch.Utf8(terms[i].Text);
            var ordinal = segment.Find(bytes, TermHash.Of(bytes));
            if (ordinal >= 0)
            {
                var term = _scratch.Activate();
                term.Weight = _scratch.Weights[i] * scale;
                term.BoundWeight = term.Weight * correction;
                term.Cursor.Open(segment, in segment.Entry(ordinal), isComparable);
            }
        }
    }

    private unsafe void SearchPhrases(SegmentView view, DocumentFilter filter, FrequencySaturation saturation, float scale)
    {
        var segment = view.Segment;
        for (var i = 0; i < _query.RequiredCount; i++)
        {
            if (_scratch.OpenMatcher(segment, _query.Required(i)) is null)
            {
                return;
            }
        }

        var matchers = _scratch.Matchers;
        for (var document = 0; NextCommon(matchers, ref document); document++)
        {
            if (!filter.Allows(segment, document))
            {
                continue;
            }

            var length = segment.Lengths[document];
            var score = 0;
            for (var i = 0; i < matchers.Length; i++)
            {
                var weight = _scratch.Weights[_query.Optional.Length + i] * scale;
                score += BlockScorer.ScoreOne(saturation, matchers[i].Frequency, length, weight);
            }

            foreach (var term in _scratch.Active)
            {
                if (term.Cursor.Seek(document) && term.Cursor.Documents[term.Cursor.Index] == document)
                {
                    score += BlockScorer.ScoreOne(saturation, term.Cursor.Frequencies[term.Cursor.Index], length, term.Weight);
                }
            }

            _scratch.Top.Add(score, view.FirstNumber + document);
        }
    }

    private static bool NextCommon(ReadOnlySpan<PhraseMatcher> matchers, ref int document)
    {
        for (var agreed = 0; agreed < matchers.Length;)
        {
            agreed = 0;
            foreach (var matcher in matchers)
            {
                if (matcher.Document < document && !matcher.Advance(document))
                {
                    return false;
                }

                agreed += matcher.Document == document ? 1 : 0;
                document = Math.Max(document, matcher.Document);
            }
        }

        return true;
    }

    private ulong[]? ExcludedDocuments(IndexSegment segment)
    {
        ulong[]? excluded = null;
        for (var i = 0; i < _query.ExcludedCount; i++)
        {
            if (_scratch.OpenMatcher(segment, _query.Excluded(i)) is not { } matcher)
            {
                continue;
            }

            excluded ??= _scratch.ExcludedBits(segment.Documents);
            for (var document = 0; matcher.Advance(document); document = matcher.Document + 1)
            {
                excluded[matcher.Document >> 6] |= 1UL << (matcher.Document & 63);
            }

            _scratch.ReturnMatchers();
        }

        return excluded;
    }

    private SegmentView ViewOf(int number)
    {
        var views = _snapshot.Segments;
        var i = views.Length - 1;
        while (views[i].FirstNumber > number)
        {
            i--;
        }

        return views[i];
    }
}
