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

    private void CopyPostings(int source, int ordinal, PostingsWriter writer)
    {
        _cursor.Open(_sources[source], in _sources[source].Entry(ordinal));
        if (_live[source] is null)
        {
            CopyAll(source, ordinal, writer);
        }
        else
        {
            CopyLive(source, writer);
        }
    }

    /// <summary>Copies the positions of many documents at a time: of a segment without deletions nothing is left out.</summary>
    private void CopyAll(int source, int ordinal, PostingsWriter writer)
    {
        var segment = _sources[source];
        var shift = NewNumbers[source][0];
        for (; _cursor.Block < _cursor.BlockCount; _cursor.Block++)
        {
            _cursor.Load();
            var positions = segment.Positions + _cursor.PositionsOf(_cursor.Block);
            var next = NextPositions(segment, ordinal);
            for (var i = 0; i < _cursor.Count;)
            {
                var count = Math.Min(_cursor.Count - i, writer.Room);
                var isRest = i + count == _cursor.Count && next is not null;
                var end = isRest ? segment.Positions + next.GetValueOrDefault() : Skip(positions, count);
                writer.AddDocuments(new(_cursor.Documents + i, count), new(_cursor.Frequencies + i, count), shift);
                writer.AddEncodedPositions(new ReadOnlySpan<byte>(positions, (int)(end - positions)));
                positions = end;
                i += count;
            }
        }

        writer.AddOccurrences(segment.Entry(ordinal).Occurrences);
    }

    /// <summary>Where the positions behind those of the present block begin; null behind the last of the segment.</summary>
    private uint? NextPositions(IndexSegment segment, int ordinal) =>
        _cursor.Block + 1 < _cursor.BlockCount ? _cursor.PositionsOf(_cursor.Block + 1)
        : ordinal + 1 < segment.Terms ? segment.PositionsOf(ordinal + 1)
        : null;

    /// <summary>The end of the positions of so many documents.</summary>
    private static byte* Skip(byte* positions, int documents)
    {
        while (documents > 0)
        {
            documents -= (int)(PostingsCursor.ReadVariable(ref positions) & 1);
        }

        return positions;
    }

    private void CopyLive(int source, PostingsWriter writer)
    {
        var segment = _sources[source];
        var numbers = NewNumbers[source];
        for (; _cursor.Block < _cursor.BlockCount; _cursor.Block++)
        {
            _cursor.Load();
            var positions = segment.Positions + _cursor.PositionsOf(_cursor.Block);
            for (var i = 0; i < _cursor.Count; i++)
            {
                var start = positions;
                var occurrences = 0u;
                uint value;
                do
                {
                    value = PostingsCursor.ReadVariable(ref positions);
                    occurrences++;
                }
                while ((value & 1) == 0);

                var number = numbers[_cursor.Documents[i]];
                if (number >= 0)
                {
                    writer.AddDocument(number, _cursor.Frequencies[i]);
                    writer.AddEncodedPositions(new ReadOnlySpan<byte>(start, (int)(positions - start)));
                    writer.AddOccurrences(occurrences);
                }
            }
        }
    }
}
