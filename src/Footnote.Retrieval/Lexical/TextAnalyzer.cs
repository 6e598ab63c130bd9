using System.Collections.Concurrent;
using Footnote.Retrieval.Lexical.Stemming;
using Footnote.Retrieval.Text;

namespace Footnote.Retrieval.Lexical;

/// <summary>
/// Turns text into the terms that are indexed and searched: word segmentation (UAX #29), lower case, stop words, stemming, folding of
/// accents and width; pairs of characters for Chinese, Japanese, Korean and Thai. Codes, numbers with separators, host names and e-mail
/// addresses are kept whole beside their parts. Stateless and thread-safe; deterministic on every machine.
/// </summary>
public sealed class TextAnalyzer
{
    /// <summary>Longest term in UTF-16 units; the rest of a longer word is ignored.</summary>
    public const int MaximumTermLength = 128;

    private const int BufferLength = MaximumTermLength * 4 + StemBuffer.Slack;

    private static readonly ConcurrentDictionary<string, TextAnalyzer> Analyzers = new(StringComparer.Ordinal);

    private readonly IStemmer? _stemmer;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _stopWords;
    private readonly string[] _elisions;

    private TextAnalyzer(string language)
    {
        Language = language;
        _stemmer = Stemmers.For(language);
        _stopWords = StopWords.For(language).GetAlternateLookup<ReadOnlySpan<char>>();
        _elisions = Elisions.For(language);
    }

    /// <summary>ISO 639-1 code of the language, or "und".</summary>
    public string Language { get; }

    /// <summary>
    /// The analyzer of a language ("en", "de-AT", ...). A language without rules of its own gets segmentation and folding only, as "und".
    /// </summary>
    public static TextAnalyzer For(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        var dash = language.AsSpan().IndexOfAny('-', '_');
        var code = (dash < 0 ? language : language[..dash]).ToLowerInvariant();
        return Analyzers.GetOrAdd(Stemmers.IsKnown(code) ? code : LanguageDetector.Undetermined, static key => new TextAnalyzer(key));
    }

    /// <summary>The terms of <paramref name="text"/> in the order of their positions. Linear in the length of the text.</summary>
    public IReadOnlyList<AnalyzedTerm> Analyze(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var terms = new List<AnalyzedTerm>();
        var buffer = new TermBuffer();
        var reader = new SurfaceReader(text);
        var position = 0;
        while (reader.MoveNext(out var surface))
        {
            AnalyzeSurface(text.AsSpan(surface.Start, surface.End - surface.Start), surface.Kind, buffer);
            for (var i = 0; i < buffer.Count; i++)
            {
                var term = buffer.Term(i).ToString();
                terms.Add(new AnalyzedTerm(term, surface.Start, surface.End, position + buffer.Offset(i), buffer.IsExtra(i)));
            }

            position += buffer.Advance;
        }

        return terms;
    }

    /// <summary>The terms of one surface; they depend on nothing else, so callers may remember them.</summary>
    internal void AnalyzeSurface(ReadOnlySpan<char> surface, SurfaceKind kind, TermBuffer terms)
    {
        terms.Clear();
        surface = Shorten(surface);
        Span<char> lower = stackalloc char[MaximumTermLength + StemBuffer.Slack];
        var length = CharacterFolding.LowerAndCompose(surface, lower);
        if (kind == SurfaceKind.Word)
        {
            AddWord(lower, length, terms);
            return;
        }

        AddFolded(lower[..length], 0, kind == SurfaceKind.Whole, terms);
        terms.Advance = kind == SurfaceKind.Pair ? 1 : 0;
    }

    private static ReadOnlySpan<char> Shorten(ReadOnlySpan<char> surface)
    {
        if (surface.Length <= MaximumTermLength)
        {
            return surface;
        }

        return surface[..(char.IsHighSurrogate(surface[MaximumTermLength - 1]) ? MaximumTermLength - 1 : MaximumTermLength)];
    }

    private static void AddFolded(ReadOnlySpan<char> lower, int offset, bool isExtra, TermBuffer terms)
    {
        Span<char> folded = stackalloc char[BufferLength];
        var length = CharacterFolding.Fold(lower, folded);
        terms.Add(folded[..Math.Min(length, MaximumTermLength)], offset, isExtra);
    }

    private static bool IsSeparator(char unit) => unit is '.' or '_' or ':' or '\u00B7' or '\u2019' or ',' or ';';

    private void AddWord(Span<char> buffer, int length, TermBuffer terms)
    {
        var word = buffer[..length];
        var shape = WordShape.Of(word);
        if (shape.Separators == 0)
        {
            AddPart(buffer, length, shape.HasDigit, 0, terms);
            terms.Advance = 1;
        }
        else if (shape.IsNumber || shape.IsAcronym)
        {
            // 1,000.50 -> 1000.50 and u.s.a -> usa
            var kept = RemoveAll(word, shape.IsAcronym ? '.' : ',');
            AddPart(buffer, kept, true, 0, terms);
            terms.Advance = 1;
        }
        else
        {
            AddFolded(word.Trim('_'), 0, true, terms);
            AddParts(word, terms);
        }
    }

    private static int RemoveAll(Span<char> word, char unwanted)
    {
        var kept = 0;
        foreach (var unit in word)
        {
            if (unit != unwanted)
            {
                word[kept++] = unit;
            }
        }

        return kept;
    }

    private void AddParts(ReadOnlySpan<char> word, TermBuffer terms)
    {
        Span<char> part = stackalloc char[MaximumTermLength + StemBuffer.Slack];
        var offset = 0;
        var start = 0;
        for (var i = 0; i <= word.Length; i++)
        {
            if (i < word.Length && !IsSeparator(word[i]))
            {
                continue;
            }

            if (i > start)
            {
                word[start..i].CopyTo(part);
                AddPart(part, i - start, WordShape.Of(part[..(i - start)]).HasDigit, offset++, terms);
            }

            start = i + 1;
        }

        terms.Advance = Math.Max(offset, 1);
    }

    private void AddPart(Span<char> buffer, int length, bool keepAsIs, int offset, TermBuffer terms)
    {
        if (keepAsIs)
        {
            AddFolded(buffer[..length], offset, false, terms);
            return;
        }

        var start = Elisions.Length(_elisions, buffer[..length]);
        buffer = buffer[start..];
        length -= start;
        if (_stopWords.Contains(buffer[..length]))
        {
            return;
        }

        var word = new StemBuffer(buffer, length);
        _stemmer?.Stem(ref word);
        AddFolded(word.Value, offset, false, terms);
    }
}
