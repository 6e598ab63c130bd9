namespace Footnote.Retrieval.Text;

/// <summary>
/// Finds words as Unicode Standard Annex #29 defines them; spaces, punctuation and symbols are left out. Rule WB3c (emoji joined by
/// ZWJ) is not applied, for emoji are no words here. Never fails: an unpaired surrogate is a symbol. Allocates nothing.
/// </summary>
public ref struct WordSegmenter
{
    private readonly ReadOnlySpan<char> _text;
    private int _next;

    /// <summary>Starts at the beginning of <paramref name="text"/>.</summary>
    public WordSegmenter(ReadOnlySpan<char> text)
    {
        _text = text;
        _next = 0;
    }

    /// <summary>All words of <paramref name="text"/> in order.</summary>
    public static IReadOnlyList<Word> Segment(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<Word>();
        var segmenter = new WordSegmenter(text);
        while (segmenter.MoveNext(out var word))
        {
            words.Add(word);
        }

        return words;
    }

    /// <summary>Moves to the next word; false when there is none.</summary>
    public bool MoveNext(out Word word)
    {
        var text = _text;
        var table = WordBreakTable.BasicPlane;
        var i = _next;
        while (i < text.Length)
        {
            var kind = (WordBreakClass)table[text[i]];
            var length = 1;
            if (char.IsSurrogate(text[i]))
            {
                kind = WordBreakTable.At(text, i, out length);
            }

            if (kind is >= WordBreakClass.ALetter and <= WordBreakClass.ComplexContext)
            {
                var end = kind >= WordBreakClass.Ideographic ? SkipExtend(i + length) : ReadRun(i + length, kind);
                _next = end;
                word = new Word(i, end, KindOf(i, end, kind));
                return true;
            }

            i += length;
        }

        _next = i;
        word = default;
        return false;
    }

    private static bool IsAhLetter(WordBreakClass value) => value is WordBreakClass.ALetter or WordBreakClass.Hebrew_Letter;

    private static bool Joins(WordBreakClass left, WordBreakClass right)
    {
        // WB5, WB8, WB9, WB10, WB13, WB13a, WB13b
        return right switch
        {
            WordBreakClass.ALetter or WordBreakClass.Hebrew_Letter or WordBreakClass.Numeric => left != WordBreakClass.Katakana,
            WordBreakClass.Katakana => left is WordBreakClass.Katakana or WordBreakClass.ExtendNumLet,
            WordBreakClass.ExtendNumLet => true,
            _ => false,
        };
    }

    private readonly int ReadRun(int afterFirst, WordBreakClass current)
    {
        var text = _text;
        var table = WordBreakTable.BasicPlane;
        var i = afterFirst;
        while (i < text.Length)
        {
            // the common case, a letter or digit of the basic plane
            var next = (WordBreakClass)table[text[i]];
            if ((next is WordBreakClass.ALetter or WordBreakClass.Numeric) && current != WordBreakClass.Katakana)
            {
                current = next;
                i++;
                continue;
            }

            var at = SkipExtend(i);
            if (at >= text.Length)
            {
                return at;
            }

            next = WordBreakTable.At(text, at, out var length);
            if (Joins(current, next))
            {
                i = at + length;
                current = next;
                continue;
            }

            var behind = JoinAcross(at, length, current, next);
            if (behind < 0)
            {
                return at;
            }

            current = WordBreakTable.At(text, behind, out length);
            i = behind + length;
        }

        return i;
    }

    /// <summary>WB6, WB7, WB7a-c, WB11, WB12: the start of what follows a middle character that does not separate, or -1.</summary>
    private readonly int JoinAcross(int at, int length, WordBreakClass current, WordBreakClass middle)
    {
        var middleOfLetters = middle is WordBreakClass.MidLetter or WordBreakClass.MidNumLet or WordBreakClass.Single_Quote;
        var middleOfNumbers = middle is WordBreakClass.MidNum or WordBreakClass.MidNumLet or WordBreakClass.Single_Quote;
        var quoteInHebrew = middle == WordBreakClass.Double_Quote && current == WordBreakClass.Hebrew_Letter;
        if (!middleOfLetters && !middleOfNumbers && !quoteInHebrew)
        {
            return -1;
        }

        var behind = SkipExtend(at + length);
        if (behind >= _text.Length)
        {
            return -1;
        }

        var next = WordBreakTable.At(_text, behind, out _);
        var joins = (middleOfLetters && IsAhLetter(current) && IsAhLetter(next))
            || (middleOfNumbers && current == WordBreakClass.Numeric && next == WordBreakClass.Numeric)
            || (quoteInHebrew && next == WordBreakClass.Hebrew_Letter);
        return joins ? behind : -1;
    }

    private readonly int SkipExtend(int index)
    {
        while (index < _text.Length
            && WordBreakTable.At(_text, index, out var length) is WordBreakClass.Extend or WordBreakClass.Format or WordBreakClass.ZWJ)
        {
            index += length;
        }

        return index;
    }

    private readonly WordKind KindOf(int start, int end, WordBreakClass first) => first switch
    {
        WordBreakClass.Ideographic => WordKind.Ideographic,
        WordBreakClass.Hiragana or WordBreakClass.Katakana => WordKind.Kana,
        WordBreakClass.ComplexContext => WordKind.ComplexContext,
        WordBreakClass.Numeric => IsNumber(start, end) ? WordKind.Number : WordKind.Letters,
        _ => IsHangul(_text[start]) ? WordKind.Hangul : WordKind.Letters,
    };

    private readonly bool IsNumber(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (char.IsLetter(_text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHangul(char unit) =>
        unit is (>= '\uAC00' and <= '\uD7A3') or (>= '\u1100' and <= '\u11FF') or (>= '\u3130' and <= '\u318F');
}
