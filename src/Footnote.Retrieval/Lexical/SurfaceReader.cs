using Footnote.Retrieval.Text;

namespace Footnote.Retrieval.Lexical;

/// <summary>
/// Reads the surfaces of a text: words as UAX #29 has them, pairs of characters for scripts without spaces, and before their parts
/// the codes and addresses that word boundaries would tear apart (SKU-123-A, 2024-05-01, a.b@c.org, C++).
/// </summary>
internal ref struct SurfaceReader
{
    private const int MaximumParts = 8;
    private const int MaximumWhole = 64;

    private readonly ReadOnlySpan<char> _text;
    private WordSegmenter _segmenter;
    private Word _pending;
    private bool _hasPending;
    private int _wholeEnd;
    private int _pairNext;
    private int _pairEnd;

    public SurfaceReader(ReadOnlySpan<char> text)
    {
        _text = text;
        _segmenter = new WordSegmenter(text);
    }

    public bool MoveNext(out Surface surface)
    {
        if (_pairNext < _pairEnd)
        {
            surface = NextPair();
            return true;
        }

        Word word;
        if (_hasPending)
        {
            word = _pending;
            _hasPending = false;
        }
        else if (!_segmenter.MoveNext(out word))
        {
            surface = default;
            return false;
        }

        if (word.Kind > WordKind.Number)
        {
            StartPairs(word);
            surface = NextPair();
            return true;
        }

        if (word.End < _text.Length && word.Start >= _wholeEnd && IsConnector(_text[word.End]) && TryReadWhole(word, out var end))
        {
            _wholeEnd = end;
            _pending = word;
            _hasPending = true;
            surface = new Surface(word.Start, end, SurfaceKind.Whole);
            return true;
        }

        surface = new Surface(word.Start, word.End, SurfaceKind.Word);
        return true;
    }

    private static bool IsConnector(char unit) => unit is '-' or '@' or '/' or '+' or '#' or '.' or ':' or '&' or '\u2010' or '\u2011';

    private static int Group(WordKind kind) => kind is WordKind.Ideographic or WordKind.Kana ? 1 : (int)kind;

    private void StartPairs(Word first)
    {
        var end = first.End;
        while (_segmenter.MoveNext(out var next))
        {
            if (next.Start != end || Group(next.Kind) != Group(first.Kind))
            {
                _pending = next;
                _hasPending = true;
                break;
            }

            end = next.End;
        }

        _pairNext = first.Start;
        _pairEnd = end;
    }

    private Surface NextPair()
    {
        var start = _pairNext;
        var second = NextCharacter(start);
        if (second >= _pairEnd)
        {
            _pairNext = _pairEnd;
            return new Surface(start, _pairEnd, SurfaceKind.Pair);
        }

        var end = NextCharacter(second);
        _pairNext = end >= _pairEnd ? _pairEnd : second;
        return new Surface(start, Math.Min(end, _pairEnd), SurfaceKind.Pair);
    }

    private readonly int NextCharacter(int index) =>
        index + 1 < _pairEnd && char.IsHighSurrogate(_text[index]) && char.IsLowSurrogate(_text[index + 1]) ? index + 2 : index + 1;

    private readonly bool TryReadWhole(Word first, out int end)
    {
        if (IsSymbolName(first, out end))
        {
            return true;
        }

        var rest = _segmenter;
        var parts = 1;
        var hasAt = false;
        end = first.End;
        while (parts < MaximumParts && end + 1 < _text.Length && IsConnector(_text[end])
            && rest.MoveNext(out var next) && next.Start == end + 1 && next.Kind <= WordKind.Number)
        {
            hasAt |= _text[end] == '@';
            end = next.End;
            parts++;
        }

        return parts > 1 && end - first.Start <= MaximumWhole && (hasAt || HasDigit(first.Start, end));
    }

    /// <summary>A short name that ends in a symbol: C++, C#, F#.</summary>
    private readonly bool IsSymbolName(Word word, out int end)
    {
        end = word.End;
        if (word.End - word.Start > 2 || _text[end] is not ('+' or '#'))
        {
            return false;
        }

        while (end < _text.Length && end - word.End < 2 && _text[end] is '+' or '#')
        {
            end++;
        }

        return end == _text.Length || !char.IsLetterOrDigit(_text[end]);
    }

    private readonly bool HasDigit(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (char.IsAsciiDigit(_text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
