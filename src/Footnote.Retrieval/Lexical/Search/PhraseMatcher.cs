using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Lexical.Search;

/// <summary>Walks over the documents of one segment in which a phrase occurs as it stands. Reused.</summary>
internal sealed class PhraseMatcher
{
    private readonly List<PostingsCursor> _cursors = [];
    private readonly List<List<int>> _positions = [];
    private int[] _order = [];
    private int[] _offsets = [];
    private int _count;
    private IndexSegment? _segment;

    /// <summary>The document found last.</summary>
    public int Document { get; private set; }

    /// <summary>How often the phrase occurs in it, title and headings weighted as the segment weights them.</summary>
    public int Frequency { get; private set; }

    /// <summary>Starts in front of the first document; false when the segment lacks a term of the phrase.</summary>
    public bool Open(IndexSegment segment, ReadOnlySpan<QueryTerm> phrase, SearchScratch scratch)
    {
        _segment = segment;
        _count = phrase.Length;
        Document = -1;
        Frequency = 0;
        if (_order.Length < phrase.Length)
        {
            _order = new int[phrase.Length];
            _offsets = new int[phrase.Length];
        }

        for (var i = 0; i < phrase.Length; i++)
        {
            if (i == _cursors.Count)
            {
                _cursors.Add(new PostingsCursor());
                _positions.Add([]);
            }

            var bytes = scratch.Utf8(phrase[i].Text);
            var ordinal = segment.Find(bytes, TermHash.Of(bytes));
            if (ordinal < 0)
            {
                return false;
            }

            _cursors[i].Open(segment, in segment.Entry(ordinal));
            _offsets[i] = phrase[i].Position - phrase[0].Position;
            PlaceByFrequency(i);
        }

        return true;
    }

    /// <summary>Lets go of the segment.</summary>
    public void Close() => _segment = null;

    /// <summary>Moves to the first document at or behind <paramref name="document"/> that has the phrase; false at the end.</summary>
    public unsafe bool Advance(int document)
    {
        while (true)
        {
            var lead = _cursors[_order[0]];
            if (!lead.Seek(document))
            {
                return false;
            }

            var candidate = lead.Documents[lead.Index];
            var next = FirstCommonFrom(candidate);
            if (next == int.MaxValue)
            {
                return false;
            }

            if (next == candidate && CountPhrase(candidate) > 0)
            {
                Document = candidate;
                return true;
            }

            document = next == candidate ? candidate + 1 : next;
        }
    }

    /// <summary>Keeps the first cursors in the order of their rarity.</summary>
    private void PlaceByFrequency(int cursor)
    {
        var place = cursor;
        for (; place > 0 && _cursors[_order[place - 1]].DocumentFrequency > _cursors[cursor].DocumentFrequency; place--)
        {
            _order[place] = _order[place - 1];
        }

        _order[place] = cursor;
    }

    /// <summary>The candidate when all terms have it, else the document of the first term that is beyond it.</summary>
    private unsafe int FirstCommonFrom(int candidate)
    {
        for (var i = 1; i < _count; i++)
        {
            var cursor = _cursors[_order[i]];
            if (!cursor.Seek(candidate))
            {
                return int.MaxValue;
            }

            if (cursor.Documents[cursor.Index] != candidate)
            {
                return cursor.Documents[cursor.Index];
            }
        }

        return candidate;
    }

    private unsafe int CountPhrase(int document)
    {
        var segment = _segment!;
        for (var i = 0; i < _count; i++)
        {
            PositionReader.Read(segment, _cursors[i], _positions[i]);
        }

        Frequency = 0;
        foreach (var start in _positions[0])
        {
            var isMatch = true;
            for (var i = 1; i < _count && isMatch; i++)
            {
                isMatch = _positions[i].BinarySearch(start + _offsets[i]) >= 0;
            }

            if (isMatch)
            {
                Frequency += start < segment.TitleEnds[document] ? segment.Header.TitleWeight
                    : start < segment.HeadingEnds[document] ? segment.Header.HeadingWeight : 1;
            }
        }

        return Frequency;
    }
}
