using System.Text;

namespace Footnote.Retrieval.Lexical.Search;

/// <summary>What one search needs beside its result; reused by later searches, so that a search allocates nothing but its result.</summary>
internal sealed class SearchScratch
{
    private readonly List<WeightedTerm> _pool = [];
    private readonly List<WeightedTerm> _active = [];
    private byte[] _utf8 = new byte[TextAnalyzer.MaximumTermLength * 3];

    public TopScores Top { get; } = new();

    public WindowSearcher Windows { get; } = new();

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

    /// <summary>A term in UTF-8; valid until the next call.</summary>
    public ReadOnlySpan<byte> Utf8(string term)
    {
        if (_utf8.Length < term.Length * 3)
        {
            _utf8 = new byte[term.Length * 3];
        }

        return _utf8.AsSpan(0, Encoding.UTF8.GetBytes(term, _utf8));
    }
}
