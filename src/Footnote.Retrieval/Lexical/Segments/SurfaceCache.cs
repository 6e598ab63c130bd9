using Footnote.Retrieval.Text;

namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>
/// Remembers which terms a surface becomes, so that each distinct spelling is folded and stemmed once a segment. Frequent spellings make
/// almost all of a text; this is where indexing gets its speed.
/// </summary>
internal sealed class SurfaceCache
{
    /// <summary>A surface that is a stop word.</summary>
    public const int Nothing = -1;

    private const int LongestRemembered = 64;

    private readonly TermBuffer _buffer = new();
    private readonly TextTable _terms;
    private readonly List<int[]> _lists = [];
    private readonly TextTable _surfaces = new(1 << 10);
    private Remembered[] _values = new Remembered[1 << 10];

    public SurfaceCache(TextTable terms)
    {
        _terms = terms;
    }

    /// <summary>
    /// What the surface becomes: the number of its only term, <see cref="Nothing"/>, or below that an entry for <see cref="ListOf"/>.
    /// </summary>
    public int Resolve(ReadOnlySpan<char> surface, SurfaceKind kind, TextAnalyzer analyzer, byte language)
    {
        if (surface.Length > LongestRemembered)
        {
            return Analyze(surface, kind, analyzer);
        }

        var number = _surfaces.GetOrAdd(surface, TagOf(language, kind), out var isNew);
        if (isNew)
        {
            var value = Analyze(surface, kind, analyzer);
            if (number >= _values.Length)
            {
                Array.Resize(ref _values, _values.Length * 2);
            }

            _values[number] = new Remembered(value, kind == SurfaceKind.Word && value >= 0);
        }

        ref var remembered = ref _values[number];
        remembered.Count++;
        return remembered.Value;
    }

    /// <summary>How often each plain word occurs, in lower case and in the order of UTF-8: what spelling suggestions are made of.</summary>
    public IReadOnlyList<KeyValuePair<string, uint>> CountWords()
    {
        var words = new Dictionary<string, uint>(StringComparer.Ordinal);
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> lower = stackalloc char[LongestRemembered];
        for (var i = 0; i < _surfaces.Count; i++)
        {
            var surface = _surfaces[i];
            if (_values[i].IsWord && surface.Length is >= WordTable.ShortestWord and <= WordTable.LongestWord && IsOfLetters(surface))
            {
                var word = lower[..CharacterFolding.LowerAndCompose(surface, lower)];
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(lookup, word, out _) += _values[i].Count;
            }
        }

        var sorted = words.ToArray();
        Array.Sort(sorted, static (left, right) => Utf8Order.Instance.Compare(left.Key, right.Key));
        return sorted;
    }

    private static byte TagOf(byte language, SurfaceKind kind) => (byte)((language * 3) + (int)kind);

    private static bool IsOfLetters(ReadOnlySpan<char> surface)
    {
        foreach (var unit in surface)
        {
            if (!char.IsLetter(unit))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Positions taken, then for each term its number, its offset and 1 for an extra reading.</summary>
    public ReadOnlySpan<int> ListOf(int value) => _lists[-2 - value];

    private int Analyze(ReadOnlySpan<char> surface, SurfaceKind kind, TextAnalyzer analyzer)
    {
        analyzer.AnalyzeSurface(surface, kind, _buffer);
        if (_buffer.Count == 0 && _buffer.Advance == 1)
        {
            return Nothing;
        }

        if (_buffer.Count == 1 && _buffer.Advance == 1 && !_buffer.IsExtra(0))
        {
            return _terms.GetOrAdd(_buffer.Term(0), 0, out _);
        }

        var list = new int[1 + (3 * _buffer.Count)];
        list[0] = _buffer.Advance;
        for (var i = 0; i < _buffer.Count; i++)
        {
            list[1 + (3 * i)] = _terms.GetOrAdd(_buffer.Term(i), 0, out _);
            list[2 + (3 * i)] = _buffer.Offset(i);
            list[3 + (3 * i)] = _buffer.IsExtra(i) ? 1 : 0;
        }

        _lists.Add(list);
        return -1 - _lists.Count;
    }

    private struct Remembered(int value, bool isWord)
    {
        public uint Count;

        public readonly int Value => value;

        public readonly bool IsWord => isWord;
    }
}
