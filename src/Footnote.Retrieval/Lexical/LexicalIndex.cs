using System.Collections.Concurrent;
using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Lexical.Search;
using Footnote.Retrieval.Lexical.Segments;
using Footnote.Retrieval.Lexical.Snapshots;
using Footnote.Retrieval.Text;

namespace Footnote.Retrieval.Lexical;

/// <summary>
/// An inverted index with BM25 ranking. Writes are collected and become visible together at <see cref="Commit"/>. All members are
/// thread-safe: searches run on an immutable snapshot, never wait and never block writers; writers take turns.
/// </summary>
public sealed class LexicalIndex : IDisposable
{
    private readonly LexicalIndexOptions _options;
    private readonly IndexWriter _writer;
    private readonly ConcurrentBag<SearchScratch> _scratches = [];

    /// <summary>Creates an empty index in memory.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public LexicalIndex(LexicalIndexOptions options)
        : this(options, [])
    {
    }

    private LexicalIndex(LexicalIndexOptions options, IReadOnlyList<SegmentView> segments)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        _options = options;
        _writer = new IndexWriter(options, segments);
    }

    /// <summary>
    /// Opens what <see cref="Save"/> wrote: the segments are mapped, not read into memory, after their checksums were compared.
    /// </summary>
    /// <param name="folder">The folder; its files must not be changed while the index lives.</param>
    /// <param name="options">Title and heading weight must be those of the saved index; k1 and b may differ.</param>
    /// <exception cref="InvalidDataException">The snapshot is damaged, cut off, of another version or made with other weights.</exception>
    /// <exception cref="IOException">There is no snapshot, or it cannot be read.</exception>
    public static LexicalIndex Load(string folder, LexicalIndexOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (segments, position) = SnapshotReader.Read(folder, options);
        return new LexicalIndex(options, segments) { SavedPosition = position };
    }

    /// <summary>The position that was saved with the snapshot the index was loaded from; 0 for an index that was not loaded.</summary>
    public long SavedPosition { get; private init; }

    /// <summary>
    /// Writes the last commit to a folder. Segments that are there already are not written again. The new snapshot replaces the old one
    /// in one step at the end: when anything fails, a full disk say, the old one stays valid. Searches and writes go on meanwhile; two
    /// calls for the same folder must not overlap.
    /// </summary>
    /// <param name="folder">A folder for this index alone; it is created when it is missing.</param>
    /// <param name="position">A number of the caller's that belongs to this state, such as a place in a change log.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Save(string folder, long position = 0)
    {
        var snapshot = _writer.Current;
        snapshot.Hold();
        try
        {
            SnapshotWriter.Write(folder, snapshot, position);
        }
        finally
        {
            snapshot.Release();
        }
    }

    /// <summary>Number of documents that a search can find: those of the last commit.</summary>
    public int Count => _writer.Current.LiveDocuments;

    /// <summary>Adds a document, or replaces the one with the same id. Visible after <see cref="Commit"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is negative.</exception>
    /// <exception cref="ObjectDisposedException">The index is disposed.</exception>
    public void Upsert(LexicalDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentOutOfRangeException.ThrowIfNegative(document.Id, nameof(document));
        _writer.Upsert(document);
    }

    /// <summary>Deletes a document; false when there is none with the id. Visible after <see cref="Commit"/>.</summary>
    /// <exception cref="ObjectDisposedException">The index is disposed.</exception>
    public bool Delete(int id) => _writer.Delete(id);

    /// <summary>
    /// Publishes all writes so far, at once. Costs what indexing the collected documents costs; merging goes on behind it.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The index is disposed.</exception>
    public void Commit() => _writer.Commit();

    /// <summary>
    /// Commits and merges everything into one segment: the fastest to search, free of deleted documents, with exact statistics. Takes
    /// about as long as indexing everything anew; searches and writes go on meanwhile.
    /// </summary>
    public void Optimize() => _writer.Optimize();

    /// <summary>
    /// The best documents for a query, best first; equal scores in the order of insertion. Deleted documents and those outside of
    /// <paramref name="filter"/> are never returned.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="limit">How many to return at most, 1 or more.</param>
    /// <param name="filter">Ids that may be returned; null lets all pass.</param>
    /// <exception cref="ObjectDisposedException">The index is disposed.</exception>
    public IReadOnlyList<ScoredId> Search(LexicalQuery query, int limit, IdBitmap? filter = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var snapshot = _writer.Current;
        var scratch = RentScratch();
        snapshot.Hold();
        try
        {
            var searcher = new SnapshotSearcher(snapshot, query.Analyzed, _options, scratch);
            var scale = searcher.Search(limit, filter);
            ScoredId[] results = scratch.Top.Count == 0 ? [] : new ScoredId[scratch.Top.Count];
            searcher.Emit(results, scale);
            return results;
        }
        finally
        {
            snapshot.Release();
            ReturnScratch(scratch);
        }
    }

    /// <summary>
    /// The best documents for a query as <see cref="Search(LexicalQuery, int, IdBitmap)"/> finds them, without allocating.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="results">Filled with the best, best first; its length is the limit.</param>
    /// <param name="filter">Ids that may be returned; null lets all pass.</param>
    /// <returns>How many results were written.</returns>
    /// <exception cref="ObjectDisposedException">The index is disposed.</exception>
    public int Search(LexicalQuery query, Span<ScoredId> results, IdBitmap? filter = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Search(query.Analyzed, RentScratch(), results, filter);
    }

    /// <summary>Parses what a person typed and searches, without allocating.</summary>
    /// <param name="text">The query, read as <see cref="LexicalQuery.Parse"/> reads it.</param>
    /// <param name="language">Language of the analyzer; null detects it.</param>
    /// <param name="results">Filled with the best, best first; its length is the limit.</param>
    /// <param name="filter">Ids that may be returned; null lets all pass.</param>
    /// <returns>How many results were written.</returns>
    /// <exception cref="ObjectDisposedException">The index is disposed.</exception>
    public int Search(string text, string? language, Span<ScoredId> results, IdBitmap? filter = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var scratch = RentScratch();
        new QueryParser(text, LexicalQuery.AnalyzerOf(text, language), scratch.Buffer, scratch.Terms).Parse();
        return Search(scratch.Terms, scratch, results, filter);
    }

    /// <summary>How the score of a document for a query comes about. For people: the first call of a segment sorts its ids.</summary>
    public Explanation Explain(LexicalQuery query, int id)
    {
        ArgumentNullException.ThrowIfNull(query);
        var snapshot = _writer.Current;
        snapshot.Hold();
        try
        {
            return new Explainer(snapshot, _options).Explain(query, id);
        }
        finally
        {
            snapshot.Release();
        }
    }

    /// <summary>
    /// Rarity of an analyzed term, ln(1 + (N - n + 0.5) / (n + 0.5)); for a term that no document has the highest value, that of n = 0.
    /// </summary>
    public float Idf(string analyzedTerm) => _writer.Current.Idf(DocumentFrequency(analyzedTerm));

    /// <summary>Number of documents with an analyzed term, deleted ones counted until they are merged away.</summary>
    public int DocumentFrequency(string analyzedTerm)
    {
        ArgumentNullException.ThrowIfNull(analyzedTerm);
        var snapshot = _writer.Current;
        snapshot.Hold();
        try
        {
            return snapshot.DocumentFrequency(System.Text.Encoding.UTF8.GetBytes(analyzedTerm));
        }
        finally
        {
            snapshot.Release();
        }
    }

    /// <summary>
    /// Words of the index that are written much like <paramref name="word"/>, the nearest first; of equally near ones the most frequent,
    /// a word of the same letters counting eight times. Takes a millisecond or two for 50,000 words.
    /// </summary>
    /// <param name="word">A word as a person typed it; longer than 32 UTF-16 units finds nothing.</param>
    /// <param name="maximumDistance">Greatest number of edits, 0 to 3.</param>
    /// <param name="limit">How many to return at most, 1 or more.</param>
    public IReadOnlyList<SpellingSuggestion> Suggest(string word, int maximumDistance = 2, int limit = 5)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentOutOfRangeException.ThrowIfNegative(maximumDistance);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximumDistance, 3);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        if (word.Length is 0 or > WordTable.LongestWord)
        {
            return [];
        }

        var lower = new char[word.Length];
        var searcher = new SpellingSearcher(new string(lower, 0, CharacterFolding.LowerAndCompose(word, lower)), maximumDistance);
        var found = new Dictionary<string, (int Distance, long Count)>(StringComparer.Ordinal);
        var snapshot = _writer.Current;
        snapshot.Hold();
        try
        {
            foreach (var view in snapshot.Segments)
            {
                searcher.Collect(view.Segment, found);
            }
        }
        finally
        {
            snapshot.Release();
        }

        return
        [
            .. found.Select(pair => new SpellingSuggestion(pair.Key, pair.Value.Distance, pair.Value.Count))
                .OrderBy(suggestion => suggestion.Distance).ThenByDescending(suggestion => Likelihood(suggestion, searcher.Word))
                .ThenBy(suggestion => suggestion.Word, StringComparer.Ordinal).Take(limit),
        ];
    }

    private SearchScratch RentScratch() => _scratches.TryTake(out var pooled) ? pooled : new SearchScratch();

    private void ReturnScratch(SearchScratch scratch)
    {
        if (scratch.IsModest)
        {
            _scratches.Add(scratch);
        }
    }

    private int Search(QueryTerms terms, SearchScratch scratch, Span<ScoredId> results, IdBitmap? filter)
    {
        if (results.IsEmpty)
        {
            ReturnScratch(scratch);
            return 0;
        }

        var snapshot = _writer.Current;
        snapshot.Hold();
        try
        {
            var searcher = new SnapshotSearcher(snapshot, terms, _options, scratch);
            searcher.Emit(results, searcher.Search(results.Length, filter));
            return scratch.Top.Count;
        }
        finally
        {
            snapshot.Release();
            ReturnScratch(scratch);
        }
    }

    /// <summary>Doubling, dropping and swapping letters of the word itself happens more often than hitting another letter.</summary>
    private static long Likelihood(SpellingSuggestion suggestion, string word) =>
        suggestion.Count * (suggestion.Word.Order().Distinct().SequenceEqual(word.Order().Distinct()) ? 8 : 1);

    /// <summary>Figures about the last commit. Linear in the number of documents.</summary>
    public VocabularyStatistics Statistics()
    {
        var snapshot = _writer.Current;
        snapshot.Hold();
        try
        {
            return snapshot.Statistics();
        }
        finally
        {
            snapshot.Release();
        }
    }

    /// <summary>Ends merging and releases the mapped files; searches that run are not disturbed, later ones throw.</summary>
    public void Dispose() => _writer.Dispose();
}
