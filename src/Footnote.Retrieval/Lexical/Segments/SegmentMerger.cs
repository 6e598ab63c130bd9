namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>Writes the documents of several segments that are not deleted into a new one, in the order of the segments.</summary>
internal sealed unsafe class SegmentMerger
{
    private readonly LexicalIndexOptions _options;
    private readonly IndexSegment[] _sources;
    private readonly ulong[]?[] _live;
    private readonly PostingsCursor _cursor = new();
    private readonly TermBuffer _buffer = new();

    /// <summary>Prepares a merge; a null bitmap means that no document of the source is deleted.</summary>
    public SegmentMerger(LexicalIndexOptions options, IndexSegment[] sources, ulong[]?[] live)
    {
        _options = options;
        _sources = sources;
        _live = live;
        NewNumbers = [.. sources.Select(source => new int[source.Documents])];
    }

    /// <summary>
    /// For each source and document the number in the merged segment, -1 for deleted ones; filled by <see cref="Merge"/>.
    /// </summary>
    public int[][] NewNumbers { get; }

    /// <summary>The merged segment; null when no document is left.</summary>
    public byte[]? Merge()
    {
        var documents = CollectDocuments();
        if (documents.Count == 0)
        {
            return null;
        }

        var writer = new PostingsWriter(new FrequencySaturation(_options.K1, _options.B, documents.AverageLength), [.. documents.Lengths]);
        var terms = new TermTable();
        var union = new SortedUnion([.. _sources.Select(source => source.TermStrings)]);
        while (union.MoveNext())
        {
            writer.StartTerm();
            foreach (var source in union.Holders)
            {
                CopyPostings(source, union.OrdinalIn(source), writer);
            }

            if (writer.DocumentsOfTerm > 0)
            {
                writer.EndTerm();
                terms.Add(union.Current);
            }
        }

        return SegmentAssembler.Assemble(_options, documents, terms, MergeWords(terms, AnalyzersOf(documents)), writer);
    }

    private DocumentTable CollectDocuments()
    {
        var documents = new DocumentTable();
        for (var i = 0; i < _sources.Length; i++)
        {
            var source = _sources[i];
            for (var document = 0; document < source.Documents; document++)
            {
                NewNumbers[i][document] = -1;
                if (_live[i] is not { } live || (live[document >> 6] & (1UL << (document & 63))) != 0)
                {
                    NewNumbers[i][document] = documents.Count;
                    documents.Add(
                        source.Ids[document],
                        source.Lengths[document],
                        source.TitleEnds[document],
                        source.HeadingEnds[document],
                        source.Languages[document]);
                }
            }
        }

        return documents;
    }

    /// <summary>
    /// Adds up the words of all sources. When documents are dropped, words whose terms are gone with them are dropped, too, so that
    /// nothing is suggested from a deleted document; the counts of other words stay as they were, for they only order suggestions.
    /// </summary>
    private WordTable MergeWords(TermTable terms, TextAnalyzer[]? analyzers)
    {
        var words = new WordTable();
        var union = new SortedUnion([.. _sources.Select(source => source.WordStrings)]);
        while (union.MoveNext())
        {
            var count = 0u;
            foreach (var source in union.Holders)
            {
                count += _sources[source].WordCount(union.OrdinalIn(source));
            }

            if (analyzers is null || HasTerm(union.Current, terms, analyzers))
            {
                words.Add(union.Current, count);
            }
        }

        return words;
    }

    private bool HasTerm(ReadOnlySpan<byte> word, TermTable terms, TextAnalyzer[] analyzers)
    {
        Span<char> text = stackalloc char[WordTable.LongestWord * 2];
        text = text[..System.Text.Encoding.UTF8.GetChars(word, text)];
        foreach (var analyzer in analyzers)
        {
            analyzer.AnalyzeSurface(text, SurfaceKind.Word, _buffer);
            for (var i = 0; i < _buffer.Count; i++)
            {
                if (terms.Contains(_buffer.Term(i)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Analyzers of the languages of the documents; null when no document was dropped.</summary>
    private TextAnalyzer[]? AnalyzersOf(DocumentTable documents) => Array.TrueForAll(_live, live => live is null)
        ? null
        : [.. documents.Languages.Distinct().Select(language => TextAnalyzer.For(Languages.CodeOf(language)))];

    /// <summary>
    /// Copies the postings of a term in runs of documents that stay, with the positions of each run as they are; what is dropped is walked
    /// over.
    /// </summary>
    private void CopyPostings(int source, int ordinal, PostingsWriter writer)
    {
        var segment = _sources[source];
        var numbers = NewNumbers[source];
        ref readonly var entry = ref segment.Entry(ordinal);
        var occurrences = entry.Occurrences;
        _cursor.Open(segment, in entry);
        for (; _cursor.Block < _cursor.BlockCount; _cursor.Block++)
        {
            _cursor.Load();
            var positions = segment.Positions + _cursor.PositionsOf(_cursor.Block);
            var end = EndOfPositions(segment, ordinal);
            for (var (i, count) = (0, 0); i < _cursor.Count; i += count)
            {
                var start = positions;
                if (numbers[_cursor.Documents[i]] < 0)
                {
                    count = 1;
                    occurrences -= Skip(ref positions, count);
                    continue;
                }

                count = LengthOfRun(numbers, i, writer.MakeRoom());
                if (i + count == _cursor.Count && end != null)
                {
                    positions = end;
                }
                else
                {
                    Skip(ref positions, count);
                }

                writer.AddDocuments(new(_cursor.Documents + i, count), new(_cursor.Frequencies + i, count), numbers);
                writer.AddEncodedPositions(new ReadOnlySpan<byte>(start, (int)(positions - start)));
            }
        }

        writer.AddOccurrences(occurrences);
    }

    /// <summary>Where the positions of the present block end; null for the last block of the segment, whose end is not kept.</summary>
    private byte* EndOfPositions(IndexSegment segment, int ordinal) =>
        _cursor.Block + 1 < _cursor.BlockCount ? segment.Positions + _cursor.PositionsOf(_cursor.Block + 1)
        : ordinal + 1 < segment.Terms ? segment.Positions + segment.PositionsOf(ordinal + 1)
        : null;

    /// <summary>How many documents of the present block stay, from one that does, up to the next that is dropped.</summary>
    private int LengthOfRun(int[] numbers, int from, int most)
    {
        var end = Math.Min(_cursor.Count, from + most);
        var next = from + 1;
        while (next < end && numbers[_cursor.Documents[next]] >= 0)
        {
            next++;
        }

        return next - from;
    }

    /// <summary>Moves behind the positions of so many documents; returns how many positions those are.</summary>
    private static uint Skip(ref byte* positions, int documents)
    {
        var skipped = 0u;
        for (; documents > 0; skipped++)
        {
            documents -= (int)(PostingsCursor.ReadVariable(ref positions) & 1);
        }

        return skipped;
    }
}
