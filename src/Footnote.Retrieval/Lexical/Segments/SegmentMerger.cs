namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>Writes the documents of several segments that are not deleted into a new one, in the order of the segments.</summary>
internal sealed unsafe class SegmentMerger
{
    private readonly LexicalIndexOptions _options;
    private readonly IndexSegment[] _sources;
    private readonly ulong[]?[] _live;
    private readonly int[] _next;
    private readonly PostingsCursor _cursor = new();
    private readonly TermBuffer _buffer = new();

    /// <summary>Prepares a merge; a null bitmap means that no document of the source is deleted.</summary>
    public SegmentMerger(LexicalIndexOptions options, IndexSegment[] sources, ulong[]?[] live)
    {
        _options = options;
        _sources = sources;
        _live = live;
        _next = new int[sources.Length];
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
        while (SmallestTerm() is var first && first >= 0)
        {
            var term = _sources[first].TermBytes(_next[first]);
            writer.StartTerm();
            for (var i = first; i < _sources.Length; i++)
            {
                if (_next[i] < _sources[i].Terms && _sources[i].TermBytes(_next[i]).SequenceEqual(term))
                {
                    CopyPostings(i, _next[i]++, writer);
                }
            }

            if (writer.DocumentsOfTerm > 0)
            {
                writer.EndTerm();
                terms.Add(term);
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

    /// <summary>The first source whose next term is the smallest of all; -1 at the end.</summary>
    private int SmallestTerm()
    {
        var smallest = -1;
        for (var i = 0; i < _sources.Length; i++)
        {
            if (_next[i] < _sources[i].Terms
                && (smallest < 0 || _sources[i].TermBytes(_next[i]).SequenceCompareTo(_sources[smallest].TermBytes(_next[smallest])) < 0))
            {
                smallest = i;
            }
        }

        return smallest;
    }

    /// <summary>
    /// Adds up the words of all sources. When documents are dropped, words whose terms are gone with them are dropped, too, so that
    /// nothing is suggested from a deleted document; the counts of other words stay as they were, for they only order suggestions.
    /// </summary>
    private WordTable MergeWords(TermTable terms, TextAnalyzer[]? analyzers)
    {
        var words = new WordTable();
        var next = new int[_sources.Length];
        while (true)
        {
            var smallest = -1;
            for (var i = 0; i < _sources.Length; i++)
            {
                if (next[i] < _sources[i].Words
                    && (smallest < 0 || _sources[i].Word(next[i]).SequenceCompareTo(_sources[smallest].Word(next[smallest])) < 0))
                {
                    smallest = i;
                }
            }

            if (smallest < 0)
            {
                return words;
            }

            var word = _sources[smallest].Word(next[smallest]);
            var count = 0u;
            for (var i = smallest; i < _sources.Length; i++)
            {
                if (next[i] < _sources[i].Words && _sources[i].Word(next[i]).SequenceEqual(word))
                {
                    count += _sources[i].WordCount(next[i]++);
                }
            }

            if (analyzers is null || HasTerm(word, terms, analyzers))
            {
                words.Add(word, count);
            }
        }
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
        var segment = _sources[source];
        _cursor.Open(segment, in segment.Entry(ordinal));
        for (; _cursor.Block < _cursor.BlockCount; _cursor.Block++)
        {
            _cursor.Load();
            var positions = segment.Positions + _cursor.PositionsOf(_cursor.Block);
            for (var i = 0; i < _cursor.Count; i++)
            {
                var start = positions;
                var occurrences = 0;
                uint value;
                do
                {
                    value = PostingsCursor.ReadVariable(ref positions);
                    occurrences++;
                }
                while ((value & 1) == 0);

                var number = NewNumbers[source][_cursor.Documents[i]];
                if (number >= 0)
                {
                    writer.AddDocument(number, _cursor.Frequencies[i]);
                    writer.AddEncodedPositions(new ReadOnlySpan<byte>(start, (int)(positions - start)), occurrences);
                }
            }
        }
    }
}
