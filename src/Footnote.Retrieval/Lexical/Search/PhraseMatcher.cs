using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Lexical.Search;

/// <summary>Walks over the documents of one segment in which a phrase occurs as it stands.</summary>
internal sealed class PhraseMatcher
{
    private readonly IndexSegment _segment;
    private readonly QueryTerm[] _phrase;
    private readonly PostingsCursor[] _cursors;
    private readonly List<int>[] _positions;
    private readonly int[] _order;

    private PhraseMatcher(IndexSegment segment, QueryTerm[] phrase, PostingsCursor[] cursors)
    {
        _segment = segment;
        _phrase = phrase;
        _cursors = cursors;
        _positions = [.. cursors.Select(_ => new List<int>())];
        _order = [.. Enumerable.Range(0, cursors.Length).OrderBy(i => cursors[i].DocumentFrequency)];
    }

    /// <summary>The document found last.</summary>
    public int Document { get; private set; } = -1;

    /// <summary>How often the phrase occurs in it, title and headings weighted as the segment weights them.</summary>
    public int Frequency { get; private set; }

    /// <summary>Null when the segment lacks a term of the phrase.</summary>
    public static PhraseMatcher? Open(IndexSegment segment, QueryTerm[] phrase, SearchScratch scratch)
    {
        var cursors = new PostingsCursor[phrase.Length];
        for (var i = 0; i < phrase.Length; i++)
        {
            var bytes = scratch.Utf8(phrase[i].Text);
            var ordinal = segment.Find(bytes, TermHash.Of(bytes));
            if (ordinal < 0)
            {
                return null;
            }

            cursors[i] = new PostingsCursor();
            cursors[i].Open(segment, in segment.Entry(ordinal));
        }

        return new PhraseMatcher(segment, phrase, cursors);
    }

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

    /// <summary>The candidate when all terms have it, else the document of the first term that is beyond it.</summary>
    private unsafe int FirstCommonFrom(int candidate)
    {
        for (var i = 1; i < _order.Length; i++)
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
        for (var i = 0; i < _cursors.Length; i++)
        {
            PositionReader.Read(_segment, _cursors[i], _positions[i]);
        }

        Frequency = 0;
        foreach (var start in _positions[0])
        {
            var isMatch = true;
            for (var i = 1; i < _phrase.Length && isMatch; i++)
            {
                isMatch = _positions[i].BinarySearch(start + _phrase[i].Position - _phrase[0].Position) >= 0;
            }

            if (isMatch)
            {
                Frequency += start < _segment.TitleEnds[document] ? _segment.Header.TitleWeight
                    : start < _segment.HeadingEnds[document] ? _segment.Header.HeadingWeight : 1;
            }
        }

        return Frequency;
    }
}
