namespace Footnote.Retrieval.Lexical.Search;

/// <summary>Splits a query into plain words, quoted phrases and what a minus excludes.</summary>
internal sealed class QueryParser
{
    private readonly string _text;
    private readonly TextAnalyzer _analyzer;
    private readonly TermBuffer _buffer = new();
    private readonly List<QueryTerm> _optional = [];
    private readonly List<QueryTerm[]> _required = [];
    private readonly List<QueryTerm[]> _excluded = [];

    public QueryParser(string text, TextAnalyzer analyzer)
    {
        _text = text;
        _analyzer = analyzer;
    }

    public LexicalQuery Parse()
    {
        var plainFrom = 0;
        for (var i = 0; i < _text.Length; i++)
        {
            var isMinus = IsMinus(i);
            var opening = isMinus ? i + 1 : i;
            var closing = IsQuote(_text[opening]) ? ClosingQuote(opening) : -1;
            if (closing > 0)
            {
                AddPlain(plainFrom, i);
                AddPhrase(opening + 1, closing, isMinus);
                i = closing;
                plainFrom = closing + 1;
            }
            else if (isMinus)
            {
                AddPlain(plainFrom, i);
                var end = EndOfWord(i + 1);
                AddExcludedWord(i + 1, end);
                i = end - 1;
                plainFrom = end;
            }
        }

        AddPlain(plainFrom, _text.Length);
        return LexicalQuery.Create(_text, _analyzer.Language, _optional, _required, _excluded);
    }

    private static bool IsQuote(char unit) => unit is '"' or '“' or '„' or '«' or '”';

    private bool IsMinus(int i) =>
        _text[i] is '-' or '−' && (i == 0 || char.IsWhiteSpace(_text[i - 1])) && i + 1 < _text.Length
        && (IsQuote(_text[i + 1]) ? ClosingQuote(i + 1) > 0 : char.IsLetterOrDigit(_text[i + 1])) && HasOtherWords(i);

    /// <summary>"-5 degrees" or a lone "-foo" is no exclusion: something else must be asked for in front of it.</summary>
    private bool HasOtherWords(int minus) => _text.AsSpan(0, minus).ContainsAnyExcept(' ', '\t', '\n');

    private int ClosingQuote(int opening)
    {
        var closing = _text[opening] switch
        {
            '“' => _text.IndexOfAny(['”', '"'], opening + 1),
            '„' => _text.IndexOfAny(['“', '”', '"'], opening + 1),
            '«' => _text.IndexOf('»', opening + 1),
            _ => _text.IndexOf(_text[opening], opening + 1),
        };
        return closing > opening + 1 ? closing : -1;
    }

    private int EndOfWord(int start)
    {
        while (start < _text.Length && !char.IsWhiteSpace(_text[start]))
        {
            start++;
        }

        return start;
    }

    private void AddPlain(int start, int end)
    {
        var reader = new SurfaceReader(_text.AsSpan(start, end - start));
        while (reader.MoveNext(out var surface))
        {
            _analyzer.AnalyzeSurface(_text.AsSpan(start + surface.Start, surface.End - surface.Start), surface.Kind, _buffer);
            for (var i = 0; i < _buffer.Count; i++)
            {
                Count(_buffer.Term(i));
            }
        }
    }

    private void Count(ReadOnlySpan<char> term)
    {
        for (var i = 0; i < _optional.Count; i++)
        {
            if (term.SequenceEqual(_optional[i].Text))
            {
                _optional[i] = _optional[i] with { Count = _optional[i].Count + 1 };
                return;
            }
        }

        _optional.Add(new QueryTerm(term.ToString(), _optional.Count, 1));
    }

    private void AddPhrase(int start, int end, bool isExcluded)
    {
        var phrase = PhraseOf(start, end);
        if (isExcluded && phrase.Length > 0)
        {
            _excluded.Add(phrase);
        }
        else if (phrase.Length > 0)
        {
            _required.Add(phrase);
        }
    }

    private void AddExcludedWord(int start, int end)
    {
        var phrase = PhraseOf(start, end);
        if (phrase.Length > 0)
        {
            _excluded.Add(phrase);
        }
    }

    private QueryTerm[] PhraseOf(int start, int end) =>
        [.. _analyzer.Analyze(_text[start..end]).Select(term => new QueryTerm(term.Term, term.Position, 1))];
}
