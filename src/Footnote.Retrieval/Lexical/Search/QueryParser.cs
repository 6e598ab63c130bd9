namespace Footnote.Retrieval.Lexical.Search;

/// <summary>Splits a query into plain words, quoted phrases and what a minus excludes. Allocates nothing.</summary>
internal readonly ref struct QueryParser
{
    private readonly ReadOnlySpan<char> _text;
    private readonly TextAnalyzer _analyzer;
    private readonly TermBuffer _buffer;
    private readonly QueryTerms _terms;

    /// <param name="text">The query.</param>
    /// <param name="analyzer">The analyzer of its language.</param>
    /// <param name="buffer">Room for the terms of a word.</param>
    /// <param name="terms">Where the terms go; cleared first.</param>
    public QueryParser(ReadOnlySpan<char> text, TextAnalyzer analyzer, TermBuffer buffer, QueryTerms terms)
    {
        _text = text;
        _analyzer = analyzer;
        _buffer = buffer;
        _terms = terms;
    }

    public void Parse()
    {
        _terms.Clear();
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
                AddPhrase(i + 1, end, isExcluded: true);
                i = end - 1;
                plainFrom = end;
            }
        }

        AddPlain(plainFrom, _text.Length);
    }

    private static bool IsQuote(char unit) => unit is '"' or '“' or '„' or '«' or '”';

    private bool IsMinus(int i) =>
        _text[i] is '-' or '−' && (i == 0 || char.IsWhiteSpace(_text[i - 1])) && i + 1 < _text.Length
        && (IsQuote(_text[i + 1]) ? ClosingQuote(i + 1) > 0 : char.IsLetterOrDigit(_text[i + 1])) && HasOtherWords(i);

    /// <summary>"-5 degrees" or a lone "-foo" is no exclusion: something else must be asked for in front of it.</summary>
    private bool HasOtherWords(int minus) => _text[..minus].ContainsAnyExcept(' ', '\t', '\n');

    private int ClosingQuote(int opening)
    {
        var rest = _text[(opening + 1)..];
        var length = _text[opening] switch
        {
            '“' => rest.IndexOfAny('”', '"'),
            '„' => rest.IndexOfAny('“', '”', '"'),
            '«' => rest.IndexOf('»'),
            var quote => rest.IndexOf(quote),
        };
        return length > 0 ? opening + 1 + length : -1;
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
        var reader = new SurfaceReader(_text[start..end]);
        while (reader.MoveNext(out var surface))
        {
            _analyzer.AnalyzeSurface(_text[(start + surface.Start)..(start + surface.End)], surface.Kind, _buffer);
            for (var i = 0; i < _buffer.Count; i++)
            {
                _terms.AddOptional(_buffer.Term(i));
            }
        }
    }

    private void AddPhrase(int start, int end, bool isExcluded)
    {
        var reader = new SurfaceReader(_text[start..end]);
        var position = 0;
        while (reader.MoveNext(out var surface))
        {
            _analyzer.AnalyzeSurface(_text[(start + surface.Start)..(start + surface.End)], surface.Kind, _buffer);
            for (var i = 0; i < _buffer.Count; i++)
            {
                _terms.AddToPhrase(_buffer.Term(i), position + _buffer.Offset(i));
            }

            position += _buffer.Advance;
        }

        _terms.EndPhrase(isExcluded);
    }
}
