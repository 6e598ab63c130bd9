using Footnote.Retrieval.Filtering;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// Nearest-neighbour search over vectors that are addressed by the caller's ids.
/// </summary>
/// <remarks>
/// Thread-safe. Searches take no lock and never wait; writes take turns. A search sees every write that returned before it began, and may
/// see writes that overlap it, each id with its old or its new vector. Memory at 384 dimensions is about 0.55 kB a vector for the graph and
/// the int8 rows, and 1.5 kB for the float32 vectors unless they are kept in a file.
/// </remarks>
public sealed class VectorIndex : IDisposable
{
    /// <summary>In place of an ef: scan.</summary>
    private const int Exactly = 0;

    private readonly VectorIndexOptions _options;
    private readonly VectorTable _table;
    private readonly VectorEngine _engine;
    private readonly Lock _writing = new();
    private bool _disposed;

    /// <summary>Creates an empty index; it allocates with its contents, not before.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="IOException">The vector file cannot be created.</exception>
    public VectorIndex(VectorIndexOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _table = new VectorTable(options);
        _engine = VectorEngine.For(_table, options);
    }

    private VectorIndex(VectorIndexOptions options, VectorTable table, (int Node, int Level) entry)
    {
        _options = options;
        _table = table;
        _engine = VectorEngine.For(table, options);
        _engine.Resume(entry);
    }

    /// <summary>
    /// Opens a snapshot that <see cref="Save"/> wrote. The float32 vectors are mapped from the file, the rest is read; the file is checked
    /// whole (one sequential read), is never written to, and must not be changed in place while the index lives - saving over it is fine.
    /// </summary>
    /// <param name="path">The snapshot's file.</param>
    /// <param name="options">The settings; dimensions, metric, storage and M must be those of the snapshot.</param>
    /// <returns>An index that can be searched and written to.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is no snapshot, cut off, damaged, of another version or other settings: build anew.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public static VectorIndex Load(string path, VectorIndexOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var (loaded, entry) = SnapshotReader.Read(path, options);
        try
        {
            return new VectorIndex(options, new VectorTable(options, loaded), entry);
        }
        catch
        {
            loaded.Store.Dispose();
            throw;
        }
    }

    /// <summary>How many vectors the index holds.</summary>
    public int Count => _table.Count;

    /// <summary>The length of the vectors.</summary>
    public int Dimensions => _options.Dimensions;

    /// <summary>
    /// Bytes of memory the index holds, without what is mapped from files and without the few kB a concurrent search needs.
    /// </summary>
    public long MemoryBytes => _table.Bytes(resident: true);

    /// <summary>Bytes of the files the index has mapped: address space whose pages the kernel may drop and read again.</summary>
    public long MappedBytes => _table.Bytes(resident: false);

    /// <summary>Adds a vector, or replaces the one the id has.</summary>
    /// <param name="id">Not negative. Memory grows with the largest id (4 bytes an id in pages of 1,024), so count from 0.</param>
    /// <param name="vector">Finite numbers, as many as the index has dimensions; for inner products not longer than 1e18. Copied.</param>
    /// <exception cref="ArgumentException">
    /// The vector has the wrong size or holds NaN or an infinity, or the id is negative. Nothing changed.
    /// </exception>
    /// <exception cref="IOException">The vector file cannot grow. Nothing changed.</exception>
    /// <exception cref="ObjectDisposedException">The index is disposed.</exception>
    public void Upsert(int id, ReadOnlySpan<float> vector)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        VectorMath.Check(vector, _options, nameof(vector));
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _engine.Upsert(id, vector);
        }
    }

    /// <summary>
    /// Adds or replaces many vectors at once, inserting them into the graph from several threads: the fast way to build an index. Other
    /// writes wait; searches go on and find more and more of the vectors.
    /// </summary>
    /// <param name="ids">Ids as for <see cref="Upsert"/>; of an id that comes more than once the last vector stays.</param>
    /// <param name="rows">The vectors one after another: as many numbers as there are ids times dimensions; copied.</param>
    /// <param name="parallelism">How many threads to use at most; 0, the default, means one for each processor.</param>
    /// <exception cref="ArgumentException">
    /// A vector holds NaN or an infinity, the sizes do not match or an id is negative. Nothing changed.
    /// </exception>
    /// <exception cref="IOException">The vector file cannot grow. Nothing changed.</exception>
    /// <exception cref="ObjectDisposedException">The index is disposed.</exception>
    public void UpsertMany(ReadOnlySpan<int> ids, ReadOnlySpan<float> rows, int parallelism = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parallelism);
        if ((long)ids.Length * _options.Dimensions != rows.Length)
        {
            var needed = (long)ids.Length * _options.Dimensions;
            throw new ArgumentException($"{ids.Length} ids need {needed} numbers; there are {rows.Length}.", nameof(rows));
        }

        for (var i = 0; i < ids.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(ids[i], nameof(ids));
            VectorMath.Check(rows.Slice(i * _options.Dimensions, _options.Dimensions), _options, nameof(rows));
        }

        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _engine.UpsertMany(ids, rows, parallelism == 0 ? Environment.ProcessorCount : parallelism);
        }
    }

    /// <summary>Removes a vector; searches that begin after the call do not find it. Its memory is reused.</summary>
    /// <param name="id">Any number.</param>
    /// <returns>Whether the index held the id.</returns>
    /// <exception cref="ObjectDisposedException">The index is disposed.</exception>
    public bool Delete(int id)
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _engine.Delete(id);
        }
    }

    /// <summary>
    /// Writes the index to a file, beside it first and renamed when it is complete and on the disk. Searches go on, writes wait.
    /// </summary>
    /// <param name="path">The snapshot's file; replaced when it exists. While writing, ".tmp" is appended to its name.</param>
    /// <exception cref="IOException">
    /// The disk is full or the folder is missing. The index and an earlier snapshot are as before.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    /// <exception cref="ObjectDisposedException">The index is disposed.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            SnapshotWriter.Write(path, _table, _options, _engine.Entry);
        }
    }

    /// <summary>Whether the index holds a vector for the id.</summary>
    /// <param name="id">Any number.</param>
    public bool Contains(int id) => _table.Slots.Find(id) >= 0;

    /// <summary>Copies the vector of an id as it is compared: of unit length when the metric is cosine.</summary>
    /// <param name="id">Any number.</param>
    /// <param name="destination">Where to copy to; at least as long as the index has dimensions.</param>
    /// <returns>Whether the index holds the id; if not, the destination is unchanged.</returns>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="ObjectDisposedException">The index is disposed.</exception>
    public bool TryGetVector(int id, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, _options.Dimensions, nameof(destination));
        var scratch = Enter();
        try
        {
            return _table.TryCopy(id, destination[.._options.Dimensions]);
        }
        finally
        {
            _table.Gate.Exit(scratch);
        }
    }

    /// <summary>Finds the nearest vectors.</summary>
    /// <param name="query">Any finite numbers, as many as the index has dimensions.</param>
    /// <param name="limit">How many results are wanted; fewer come back only when fewer ids are held and permitted.</param>
    /// <param name="filter">The ids that may be returned; null permits all. It must not change while the search runs.</param>
    /// <param name="ef">Candidates kept by a graph search (more is slower and finds more); null takes the index's setting.</param>
    /// <returns>
    /// The nearest, best first, with the cosine or inner product of the float32 vectors as score. Equal scores come in the order of the
    /// ids; which of them is the last within the limit is open.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The query has the wrong size or holds NaN or an infinity, or the limit is negative, or ef not positive.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The index is disposed.</exception>
    public IReadOnlyList<ScoredId> Search(ReadOnlySpan<float> query, int limit, IdBitmap? filter = null, int? ef = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var most = Math.Min(limit, filter is null ? Count : Math.Min(Count, filter.Count));
        var results = new ScoredId[most];
        var found = Search(query, results, filter, ef);
        return found == most ? results : results[..found];
    }

    /// <summary>Finds the nearest vectors without allocating.</summary>
    /// <param name="query">Any finite numbers, as many as the index has dimensions.</param>
    /// <param name="results">
    /// Filled with the nearest, best first; its length is the limit. Beyond 512 something is allocated after all.
    /// </param>
    /// <param name="filter">The ids that may be returned; null permits all. It must not change while the search runs.</param>
    /// <param name="ef">Candidates kept by a graph search; null takes the index's setting.</param>
    /// <returns>How many results were written.</returns>
    /// <exception cref="ArgumentException">The query has the wrong size or holds NaN or an infinity, or ef is not positive.</exception>
    /// <exception cref="ObjectDisposedException">The index is disposed.</exception>
    public int Search(ReadOnlySpan<float> query, Span<ScoredId> results, IdBitmap? filter = null, int? ef = null)
    {
        var depth = ef ?? _options.EfSearch;
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1, nameof(ef));
        return Search(query, results, filter, depth);
    }

    /// <summary>Finds the true nearest vectors by scanning all, whatever the size of the index; without allocating.</summary>
    /// <param name="query">Any finite numbers, as many as the index has dimensions.</param>
    /// <param name="results">Filled with the nearest, best first; its length is the limit.</param>
    /// <param name="filter">The ids that may be returned; null permits all. It must not change while the search runs.</param>
    /// <returns>How many results were written.</returns>
    /// <exception cref="ArgumentException">The query has the wrong size or holds NaN or an infinity.</exception>
    /// <exception cref="ObjectDisposedException">The index is disposed.</exception>
    public int SearchExact(ReadOnlySpan<float> query, Span<ScoredId> results, IdBitmap? filter = null) =>
        Search(query, results, filter, Exactly);

    /// <summary>Frees the index's memory once the running searches have ended; waits for them.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            if (_disposed)
            {
                return;
            }

            Volatile.Write(ref _disposed, true);
            var epoch = _table.Gate.Advance();
            SpinWait.SpinUntil(() => _table.Gate.Oldest() >= epoch);
            _table.Dispose();
        }
    }

    private int Search(ReadOnlySpan<float> query, Span<ScoredId> results, IdBitmap? filter, int ef)
    {
        VectorMath.Check(query, _options, nameof(query));
        var scratch = Enter();
        try
        {
            return results.IsEmpty || _table.Count == 0 ? 0 : _engine.Search(query, results, scratch, filter, ef);
        }
        finally
        {
            _table.Gate.Exit(scratch);
        }
    }

    private SearchScratch Enter()
    {
        var scratch = _table.Gate.Enter();
        if (Volatile.Read(ref _disposed))
        {
            _table.Gate.Exit(scratch);
            throw new ObjectDisposedException(nameof(VectorIndex));
        }

        return scratch;
    }
}
