using System.Text;

namespace Footnote.Retrieval.Lexical.Search;

/// <summary>What one search needs beside its result; reused by later searches, so that a search allocates nothing but its result.</summary>
internal sealed class SearchScratch
{
    private const int MostTermsKept = 512;
    private readonly List<WeightedTerm> _pool = [];
    private readonly List<WeightedTerm> _active = [];
    private readonly List<PhraseMatcher> _matchers = [];
    private int _rentedMatchers;
    private ulong[] _excluded = [];
    private byte[] _utf8 = new byte[TextAnalyzer.MaximumTermLength * 3];

    public TopScores Top { get; } = new();

    public WindowSearcher Windows { get; } = new();

    /// <summary>Room for a query that comes as text.</summary>
    public QueryTerms Terms { get; } = new();

    /// <summary>Room for the terms of one word.</summary>
    public TermBuffer Buffer { get; } = new();

    /// <summary>False after a query of very many terms, whose buffers are not worth keeping.</summary>
    public bool IsModest => _pool.Count <= MostTermsKept;

    /// <summary>The terms in use while a segment is searched.</summary>
    public List<WeightedTerm> Active => _active;

    /// <summary>Weights of the query's terms, in the order of the terms.</summary>
    public List<float> Weights { get; } = [];

    /// <summary>Adds a term to the active ones.</summary>
    public WeightedTerm Activate()
    {
        if (_active.Count == _pool.Count)
        {
            _pool.Add(new WeightedTerm());
        }

        var term = _pool[_active.Count];
        _active.Add(term);
        return term;
    }

    /// <summary>The matchers that were opened and not returned, in the order they were.</summary>
    public ReadOnlySpan<PhraseMatcher> Matchers => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_matchers)[.._rentedMatchers];

    /// <summary>Opens a matcher; null when the segment lacks a term of the phrase.</summary>
    public PhraseMatcher? OpenMatcher(Segments.IndexSegment segment, ReadOnlySpan<QueryTerm> phrase)
    {
        if (_rentedMatchers == _matchers.Count)
        {
            _matchers.Add(new PhraseMatcher());
        }

        var matcher = _matchers[_rentedMatchers];
        if (!matcher.Open(segment, phrase, this))
        {
            return null;
        }

        _rentedMatchers++;
        return matcher;
    }

    /// <summary>Takes all matchers back.</summary>
    public void ReturnMatchers()
    {
        foreach (var matcher in Matchers)
        {
            matcher.Close();
        }

        _rentedMatchers = 0;
    }

    /// <summary>A cleared bitmap for the documents of a segment; the same array each time, longer than needed perhaps.</summary>
    public ulong[] ExcludedBits(int documents)
    {
        var words = (documents + 63) / 64;
        if (_excluded.Length < words)
        {
            _excluded = new ulong[words];
        }

        Array.Clear(_excluded, 0, words);
        return _excluded;
    }

    /// <summary>A term in UTF-8; valid until the next call.</summary>
    public ReadOnlySpan<byte> Utf8(ReadOnlyMemory<char> term)
    {
        if (_utf8.Length < term.Length * 3)
        {
            _utf8 = new byte[term.Length * 3];
        }

        return _utf8.AsSpan(0, Encoding.UTF8.GetBytes(term.Span, _utf8));
    }
}
