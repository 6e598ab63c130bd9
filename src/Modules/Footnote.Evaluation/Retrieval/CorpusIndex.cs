using System.Diagnostics;
using Footnote.Evaluation.Corpora;
using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Lexical;
using Footnote.Retrieval.Metrics;
using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Queries;

namespace Footnote.Evaluation.Retrieval;

/// <summary>A corpus in both indexes, with a pipeline over them.</summary>
internal sealed class CorpusIndex : IDisposable
{
    /// <summary>Passages per call of the encoder; large enough to keep it busy, small enough to show progress.</summary>
    private const int Batch = 256;

    private readonly LexicalIndex _lexical = new(new LexicalIndexOptions());
    private readonly VectorIndex? _vectors;
    private readonly RetrievalPipeline _pipeline;
    private readonly QueryAnalyzer _analyzer;
    private readonly CorpusFolder _corpus;
    private readonly bool _isCareful;

    private CorpusIndex(CorpusFolder corpus, RetrievalEvaluationOptions options)
    {
        _corpus = corpus;
        var generator = options.Mode == RetrievalMode.Lexical ? null : options.Embeddings;
        _vectors = generator is null ? null : new VectorIndex(new VectorIndexOptions { Dimensions = generator.Dimensions });
        Lexical = new LexicalRetriever(_lexical);
        Dense = _vectors is not null && generator is not null ? new DenseRetriever(_vectors, generator) : null;
        Vocabulary = new LexicalVocabulary(_lexical);
        Chunks = new CorpusChunkSource(corpus.Documents, corpus.Language);
        _analyzer = new QueryAnalyzer(Vocabulary, options.Pipeline.Analysis);
        _pipeline = new RetrievalPipeline(options.Pipeline, new RetrievalResources
        {
            Lexical = Lexical,
            Dense = Dense,
            Vocabulary = Vocabulary,
            Chunks = Chunks,
            CountTokens = options.CountTokens,
            CrossEncoder = options.CrossEncoder,
        });
        _isCareful = options.CrossEncoder is not null;
    }

    public LexicalRetriever Lexical { get; }

    public DenseRetriever? Dense { get; }

    public LexicalVocabulary Vocabulary { get; }

    public IChunkSource Chunks { get; }

    public static async Task<CorpusIndex> BuildAsync(
        CorpusFolder corpus, RetrievalEvaluationOptions options, CancellationToken cancellationToken)
    {
        var index = new CorpusIndex(corpus, options);
        var isBuilt = false;
        try
        {
            for (var id = 0; id < corpus.Documents.Count; id++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                index._lexical.Upsert(new LexicalDocument(id, "", "", corpus.Documents[id].Passage, corpus.Language));
            }

            index._lexical.Commit();
            if (index._vectors is not null && options.Embeddings is not null)
            {
                await index.EmbedAsync(options.Embeddings, options, cancellationToken);
            }

            isBuilt = true;
            return index;
        }
        finally
        {
            if (!isBuilt)
            {
                index.Dispose();
            }
        }
    }

    public AnalyzedQuery Analyze(string query) => _analyzer.Analyze(query, _corpus.Language);

    public ValueTask<RetrievalOutcome> RetrieveAsync(RetrievalRequest request, CancellationToken cancellationToken) =>
        _pipeline.RetrieveAsync(request with { Language = _corpus.Language }, cancellationToken);

    /// <summary>Runs a query and times it. The scores of the run fall strictly, so that no reader of it has to break ties.</summary>
    public async Task<(IReadOnlyList<RunEntry> Entries, double Milliseconds)> RunAsync(
        CorpusQuery query, RetrievalMode mode, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var request = new RetrievalRequest { Query = query.Text, Mode = mode, Limit = 100, Careful = _isCareful };
        var outcome = await RetrieveAsync(request, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var entries = new List<RunEntry>(outcome.Chunks.Count);
        var ceiling = double.MaxValue;
        foreach (var chunk in outcome.Chunks)
        {
            ceiling = Math.Min(chunk.Score, Math.BitDecrement(ceiling));
            entries.Add(new RunEntry(chunk.Content.DocumentId, ceiling));
        }

        return (entries, elapsed);
    }

    public void Dispose()
    {
        _lexical.Dispose();
        _vectors?.Dispose();
    }

    private async Task EmbedAsync(IEmbeddingGenerator generator, RetrievalEvaluationOptions options, CancellationToken cancellationToken)
    {
        var texts = _corpus.Documents.Select(document => document.Passage).ToArray();
        var cache = options.CacheFolder is null ? null : new VectorCache(options.CacheFolder, generator.ModelId, generator.Dimensions);
        var vectors = cache?.Read(texts).ToArray() ?? new float[]?[texts.Length];
        var missing = Enumerable.Range(0, texts.Length).Where(i => vectors[i] is null).ToArray();
        var done = texts.Length - missing.Length;
        foreach (var ids in missing.Chunk(Batch))
        {
            string[] batch = [.. ids.Select(id => texts[id])];
            var made = await generator.GenerateAsync(batch, EmbeddingPurpose.Passage, cancellationToken);
            cache?.Add(batch, made);
            foreach (var (id, vector) in ids.Zip(made))
            {
                vectors[id] = vector;
            }

            done += ids.Length;
            options.Progress?.Report((done, texts.Length));
        }

        for (var id = 0; id < vectors.Length; id++)
        {
            _vectors?.Upsert(id, vectors[id] ?? []);
        }
    }
}
