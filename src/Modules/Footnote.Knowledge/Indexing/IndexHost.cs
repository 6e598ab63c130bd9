using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Lexical;

namespace Footnote.Knowledge.Indexing;

/// <summary>
/// The indexes of this process: a view of the tables that says how far it has read the change log. One thread applies changes, any number
/// search meanwhile. A lost host costs time only.
/// </summary>
internal sealed class IndexHost : IDisposable
{
    private readonly Lock _positionLock = new();
    private readonly IEmbeddingGenerator _generator;
    private readonly TimeProvider _timeProvider;
    private readonly Lazy<VectorIndex> _vectors;
    private TaskCompletionSource _advanced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;

    public IndexHost(IEmbeddingGenerator generator, TimeProvider timeProvider)
    {
        _generator = generator;
        _timeProvider = timeProvider;

        // the model is loaded while the server starts, after services have been made
        _vectors = new Lazy<VectorIndex>(() => new VectorIndex(new VectorIndexOptions { Dimensions = generator.Dimensions }));
    }

    /// <summary>The model whose embeddings the vector index holds; those of other models never enter it.</summary>
    public string ModelId => _generator.ModelId;

    public LexicalIndex Lexical { get; } = new(new LexicalIndexOptions());

    public VectorIndex Vectors => _vectors.Value;

    public DocumentCatalog Catalog { get; } = new();

    /// <summary>The last entry of the change log that searches see.</summary>
    public long Position => Interlocked.Read(ref _position);

    public IdBitmap Select(ChunkFilter filter) => Catalog.Select(filter);

    /// <summary>
    /// Adds chunks and their documents; visible after <see cref="Publish"/>. Chunks already there are left as they are, unless the title
    /// of their document has changed.
    /// </summary>
    public void Add(IReadOnlyCollection<IndexedChunk> chunks)
    {
        foreach (var group in chunks.GroupBy(chunk => chunk.Document.Id))
        {
            var known = Catalog.Find(group.Key);
            var present = known?.Title == group.First().Title ? known.Ordinals.ToHashSet() : [];
            foreach (var chunk in group.Where(chunk => !present.Contains(chunk.Ordinal)))
            {
                Add(chunk);
            }
        }
    }

    /// <summary>Makes what was added visible under its documents, and takes away chunks the documents no longer have.</summary>
    public void Publish(IEnumerable<IndexedDocument> documents)
    {
        Lexical.Commit();
        foreach (var document in documents)
        {
            var outdated = Catalog.Find(document.Id)?.Ordinals.Except(document.Ordinals).ToArray() ?? [];
            Catalog.Set(document);
            Delete(outdated);
        }

        Lexical.Commit();
    }

    /// <summary>Takes a document out, if it is in.</summary>
    public void Remove(Guid documentId)
    {
        if (Catalog.Find(documentId) is { } document)
        {
            Catalog.Remove(documentId);
            Delete(document.Ordinals);
        }
    }

    /// <summary>Says that everything up to a position is visible.</summary>
    public void Advance(long position)
    {
        TaskCompletionSource advanced;
        lock (_positionLock)
        {
            Interlocked.Exchange(ref _position, position);
            advanced = _advanced;
            _advanced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        advanced.SetResult();
    }

    /// <summary>Waits until a position is visible; false when that takes too long.</summary>
    public async Task<bool> WaitForAsync(long position, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var started = _timeProvider.GetTimestamp();
        while (true)
        {
            Task advanced;
            lock (_positionLock)
            {
                if (_position >= position)
                {
                    return true;
                }

                advanced = _advanced.Task;
            }

            var left = atMost - _timeProvider.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            try
            {
                await advanced.WaitAsync(left, _timeProvider, cancellationToken);
            }
            catch (TimeoutException)
            {
                return false;
            }
        }
    }

    public void Dispose()
    {
        Lexical.Dispose();
        if (_vectors.IsValueCreated)
        {
            _vectors.Value.Dispose();
        }
    }

    private void Add(IndexedChunk chunk)
    {
        var headings = string.Join(" > ", chunk.HeadingPath);
        Lexical.Upsert(new LexicalDocument(chunk.Ordinal, chunk.Title, headings, chunk.Text, chunk.Language));
        if (chunk.Vector is { } vector && vector.Length == Vectors.Dimensions)
        {
            Vectors.Upsert(chunk.Ordinal, vector);
        }
    }

    private void Delete(IReadOnlyList<int> ordinals)
    {
        foreach (var ordinal in ordinals)
        {
            Lexical.Delete(ordinal);
            Vectors.Delete(ordinal);
        }
    }
}
