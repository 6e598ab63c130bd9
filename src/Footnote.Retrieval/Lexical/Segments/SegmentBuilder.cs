using System.Runtime.InteropServices;
using Footnote.Retrieval.Text;

namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>
/// Collects documents and cuts a segment from them. Occurrences are logged in the order of the text and brought into the order of the
/// terms by one counting sort at the end. Not thread-safe.
/// </summary>
internal sealed class SegmentBuilder
{
    /// <summary>Positions left free between title, headings and text, so that no phrase crosses over.</summary>
    public const int FieldGap = 16;

    private const int MaximumPosition = int.MaxValue / 4;

    private readonly LexicalIndexOptions _options;
    private readonly TextTable _terms = new(1 << 10);
    private readonly SurfaceCache _cache;
    private readonly DocumentTable _documents = new();
    private readonly List<int> _starts = [];
    private readonly HashSet<int> _deleted = [];
    private ulong[] _log = new ulong[1 << 12];
    private int _logged;
    private int _position;
    private int _length;

    public SegmentBuilder(LexicalIndexOptions options)
    {
        _options = options;
        _cache = new SurfaceCache(_terms);
    }

    public int Count => _documents.Count;

    public int LiveCount => _documents.Count - _deleted.Count;

    public bool IsFull => _logged >= _options.BufferedTerms;

    /// <summary>Adds a document and returns its number in the segment.</summary>
    public int Add(LexicalDocument document)
    {
        var language = document.Language ?? LanguageDetector.Detect(document.Text);
        if (language is LanguageDetector.Undetermined && document.Language is null)
        {
            language = _options.DefaultLanguage;
        }

        var analyzer = TextAnalyzer.For(language);
        var number = Languages.NumberOf(analyzer.Language);
        _starts.Add(_logged);
        _position = 0;
        _length = 0;
        AddField(document.Title, _options.TitleWeight, analyzer, number);
        var titleEnd = EndField(0);
        AddField(document.HeadingPath, _options.HeadingWeight, analyzer, number);
        var headingEnd = EndField(titleEnd);
        AddField(document.Text, 1, analyzer, number);
        _documents.Add(document.Id, _length, titleEnd, headingEnd, number);
        return _documents.Count - 1;
    }

    /// <summary>Where the field ends; leaves a gap behind it unless it is empty.</summary>
    private int EndField(int start)
    {
        var end = _position;
        _position += end > start ? FieldGap : 0;
        return end;
    }

    /// <summary>Leaves a document out when the segment is cut.</summary>
    public void Delete(int document) => _deleted.Add(document);

    /// <summary>Cuts the segment; null when no document is left.</summary>
    public byte[]? Build()
    {
        if (LiveCount == 0)
        {
            return null;
        }

        var documents = LiveDocuments(out var renumbered);
        var (sorted, starts) = SortByTerm(renumbered);
        var order = OrderTerms(out var termBytes, out var offsets);
        var writer = new PostingsWriter(new FrequencySaturation(_options.K1, _options.B, documents.AverageLength), [.. documents.Lengths]);
        var terms = new TermTable();
        foreach (var term in order)
        {
            var occurrences = sorted.AsSpan(starts[term], starts[term + 1] - starts[term]);
            if (occurrences.Length > 0)
            {
                WriteTerm(occurrences, documents, writer);
                terms.Add(termBytes.Written[offsets[term]..offsets[term + 1]]);
            }
        }

        var words = new WordTable();
        foreach (var (word, count) in _cache.CountWords())
        {
            words.Add(word, count);
        }

        return SegmentAssembler.Assemble(_options, documents, terms, words, writer);
    }

    private void AddField(string text, int weight, TextAnalyzer analyzer, byte language)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        var reader = new SurfaceReader(text);
        while (reader.MoveNext(out var surface) && _position < MaximumPosition)
        {
            var value = _cache.Resolve(text.AsSpan(surface.Start, surface.End - surface.Start), surface.Kind, analyzer, language);
            if (value >= 0)
            {
                Log(value, _position++);
                _length += weight;
            }
            else if (value == SurfaceCache.Nothing)
            {
                _position++;
            }
            else
            {
                AddList(_cache.ListOf(value), weight);
            }
        }
    }

    private void AddList(ReadOnlySpan<int> list, int weight)
    {
        for (var i = 1; i < list.Length; i += 3)
        {
            Log(list[i], _position + list[i + 1]);
            _length += list[i + 2] == 0 ? weight : 0;
        }

        _position += list[0];
    }

    private void Log(int term, int position)
    {
        if (_logged == _log.Length)
        {
            Array.Resize(ref _log, _logged * 2);
        }

        _log[_logged++] = ((ulong)(uint)term << 32) | (uint)position;
    }

    private DocumentTable LiveDocuments(out int[] renumbered)
    {
        renumbered = new int[_documents.Count];
        var live = new DocumentTable();
        for (var i = 0; i < renumbered.Length; i++)
        {
            renumbered[i] = -1;
            if (!_deleted.Contains(i))
            {
                renumbered[i] = live.Count;
                live.Add(
                    _documents.Ids[i],
                    _documents.Lengths[i],
                    _documents.TitleEnds[i],
                    _documents.HeadingEnds[i],
                    _documents.Languages[i]);
            }
        }

        return live;
    }

    /// <summary>Occurrences as document and position, grouped by term, in the order of the text within a term.</summary>
    private (ulong[] Sorted, int[] Starts) SortByTerm(int[] renumbered)
    {
        var starts = new int[_terms.Count + 1];
        ForEachRun(renumbered, (_, from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                starts[(int)(_log[i] >> 32) + 1]++;
            }
        });
        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        var next = starts.AsSpan(0, _terms.Count).ToArray();
        var sorted = GC.AllocateUninitializedArray<ulong>(starts[^1]);
        ForEachRun(renumbered, (document, from, to) =>
        {
            var upper = (ulong)(uint)document << 32;
            for (var i = from; i < to; i++)
            {
                var occurrence = _log[i];
                sorted[next[(int)(occurrence >> 32)]++] = upper | (uint)occurrence;
            }
        });
        return (sorted, starts);
    }

    private void ForEachRun(int[] renumbered, Action<int, int, int> action)
    {
        for (var i = 0; i < renumbered.Length; i++)
        {
            if (renumbered[i] >= 0)
            {
                action(renumbered[i], _starts[i], i + 1 < _starts.Count ? _starts[i + 1] : _logged);
            }
        }
    }

    /// <summary>Numbers of the terms in the order of their UTF-8 bytes; the bytes themselves in the order of the numbers.</summary>
    private int[] OrderTerms(out ByteSink bytes, out int[] offsets)
    {
        bytes = new ByteSink(_terms.Characters + 16);
        offsets = new int[_terms.Count + 1];
        var keys = new ulong[_terms.Count];
        var order = new int[_terms.Count];
        for (var i = 0; i < order.Length; i++)
        {
            var term = _terms[i];
            var room = bytes.Take(System.Text.Encoding.UTF8.GetByteCount(term));
            System.Text.Encoding.UTF8.GetBytes(term, room);
            offsets[i + 1] = bytes.Length;
            order[i] = i;
            for (var j = 0; j < 8; j++)
            {
                keys[i] = (keys[i] << 8) | (j < room.Length ? room[j] : 0UL);
            }
        }

        Array.Sort(keys, order);
        SortEqualKeys(keys, order, bytes, offsets);
        return order;
    }

    private static void SortEqualKeys(ulong[] keys, int[] order, ByteSink bytes, int[] offsets)
    {
        for (var i = 0; i < order.Length;)
        {
            var end = i + 1;
            while (end < order.Length && keys[end] == keys[i])
            {
                end++;
            }

            if (end - i > 1)
            {
                order.AsSpan(i, end - i).Sort((left, right) => bytes.Written[offsets[left]..offsets[left + 1]]
                    .SequenceCompareTo(bytes.Written[offsets[right]..offsets[right + 1]]));
            }

            i = end;
        }
    }

    private void WriteTerm(ReadOnlySpan<ulong> occurrences, DocumentTable documents, PostingsWriter writer)
    {
        var titleEnds = CollectionsMarshal.AsSpan(documents.TitleEnds);
        var headingEnds = CollectionsMarshal.AsSpan(documents.HeadingEnds);
        writer.StartTerm();
        for (var i = 0; i < occurrences.Length;)
        {
            var document = (int)(occurrences[i] >> 32);
            var end = i;
            var frequency = 0;
            while (end < occurrences.Length && (int)(occurrences[end] >> 32) == document)
            {
                var position = (uint)occurrences[end++];
                frequency += position < titleEnds[document] ? _options.TitleWeight
                    : position < headingEnds[document] ? _options.HeadingWeight : 1;
            }

            writer.AddDocument(document, frequency);
            var previous = 0;
            for (; i < end; i++)
            {
                var position = (int)(uint)occurrences[i];
                writer.AddPosition(position - previous, i + 1 == end);
                previous = position;
            }
        }

        writer.EndTerm();
    }
}
