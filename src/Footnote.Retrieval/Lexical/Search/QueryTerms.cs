using System.Runtime.InteropServices;

namespace Footnote.Retrieval.Lexical.Search;

/// <summary>The analyzed terms of a query: alternatives, required phrases and excluded phrases. Can be cleared and filled again.</summary>
internal sealed class QueryTerms
{
    private readonly List<QueryTerm> _optional = [];
    private readonly List<QueryTerm> _phrases = [];
    private readonly List<(int Start, int Count)> _required = [];
    private readonly List<(int Start, int Count)> _excluded = [];
    private char[] _characters = [];
    private int _used;
    private int _phraseStart;

    /// <summary>The plain words, each once.</summary>
    public ReadOnlySpan<QueryTerm> Optional => CollectionsMarshal.AsSpan(_optional);

    public int RequiredCount => _required.Count;

    public int ExcludedCount => _excluded.Count;

    public bool IsEmpty => _optional.Count == 0 && _required.Count == 0;

    public ReadOnlySpan<QueryTerm> Required(int index) => Phrase(_required[index]);

    public ReadOnlySpan<QueryTerm> Excluded(int index) => Phrase(_excluded[index]);

    public void Clear()
    {
        _optional.Clear();
        _phrases.Clear();
        _required.Clear();
        _excluded.Clear();
        _used = 0;
        _phraseStart = 0;
    }

    /// <summary>Adds a plain word; one that is there already counts once more.</summary>
    public void AddOptional(ReadOnlySpan<char> term)
    {
        var terms = CollectionsMarshal.AsSpan(_optional);
        for (var i = 0; i < terms.Length; i++)
        {
            if (term.SequenceEqual(terms[i].Text.Span))
            {
                terms[i] = terms[i] with { Count = terms[i].Count + 1 };
                return;
            }
        }

        _optional.Add(new QueryTerm(Keep(term), _optional.Count, 1));
    }

    /// <summary>Adds a term to the phrase that <see cref="EndPhrase"/> will close.</summary>
    public void AddToPhrase(ReadOnlySpan<char> term, int position) => _phrases.Add(new QueryTerm(Keep(term), position, 1));

    /// <summary>Closes a phrase; one without terms, of stop words alone, is dropped.</summary>
    public void EndPhrase(bool isExcluded)
    {
        var phrase = (_phraseStart, _phrases.Count - _phraseStart);
        _phraseStart = _phrases.Count;
        if (phrase.Item2 > 0)
        {
            (isExcluded ? _excluded : _required).Add(phrase);
        }
    }

    private ReadOnlySpan<QueryTerm> Phrase((int Start, int Count) range) =>
        CollectionsMarshal.AsSpan(_phrases).Slice(range.Start, range.Count);

    private ReadOnlyMemory<char> Keep(ReadOnlySpan<char> term)
    {
        if (_characters.Length - _used < term.Length)
        {
            // terms that were kept before stay in the array they are in
            _characters = new char[Math.Max(term.Length, Math.Max(64, _characters.Length * 2))];
            _used = 0;
        }

        term.CopyTo(_characters.AsSpan(_used));
        _used += term.Length;
        return _characters.AsMemory(_used - term.Length, term.Length);
    }
}
