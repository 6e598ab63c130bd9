using Footnote.Encoder.Formats;
using Footnote.Encoder.Kernels;
using Footnote.Encoder.Model;
using Footnote.Encoder.Scheduling;
using Footnote.Encoder.Tokenizers;

namespace Footnote.Encoder;

/// <summary>Judges how well a passage answers a query by reading both together (Nogueira and Cho 2019). Thread-safe.</summary>
public sealed class CrossEncoder : IDisposable
{
    private const int BatchTokens = 256;

    /// <summary>Passages that are tokenised before the first of them is read, and room for their tokens.</summary>
    private const int SlabPassages = 1024;
    private const int SlabTokens = 1 << 19;

    private readonly LoadedModel _model;
    private readonly BulkWorkPool _work = new();
    private readonly int _threads;

    private CrossEncoder(LoadedModel model, EncoderOptions options)
    {
        _model = model;
        _threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        int longest = model.Configuration.MaxTokens;
        MaxTokens = options.MaxTokens > 0 ? Math.Min(options.MaxTokens, longest) : longest;
        Precision = options.Precision;
    }

    /// <summary>Name of the model: that of its folder.</summary>
    public string ModelId => _model.Id;

    /// <summary>
    /// Tokens of a query, a passage and the special tokens around them that are read; what follows of the passage is cut off.
    /// </summary>
    public int MaxTokens { get; }

    /// <summary>Arithmetic of the layers.</summary>
    public Precision Precision { get; }

    /// <summary>Loads a BERT- or RoBERTa-family sequence classifier with one output from a folder in the Hugging Face layout.</summary>
    /// <param name="modelFolder">The folder. Its weight file stays mapped until the encoder is disposed and must not change.</param>
    /// <param name="options">Settings; null for the defaults. Prefixes are ignored.</param>
    /// <exception cref="ModelFormatException">A file is missing, damaged, of another architecture or does not fit the others.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static CrossEncoder Load(string modelFolder, EncoderOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(modelFolder);
        options ??= new EncoderOptions();
        EncoderOptions.Validate(options);
        return new CrossEncoder(LoadedModel.Load(modelFolder, options, Pooling.FirstToken, KernelFactory.Best, hasHead: true), options);
    }

    /// <summary>
    /// Scores passages for one query with all threads of the encoder, before bulk work that is running. A score is a logit: about -11
    /// (unrelated) to +10 for the default model, and its sigmoid is usable as a probability. The query is cut at half of
    /// <see cref="MaxTokens"/>, the passage at what is left.
    /// </summary>
    /// <param name="query">Any text.</param>
    /// <param name="passages">Any number of texts.</param>
    /// <param name="cancellationToken">Looked at between layers.</param>
    /// <returns>One score for each passage, in order.</returns>
    public float[] Score(string query, IReadOnlyList<string> passages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(passages);
        if (passages.Count == 0)
        {
            return [];
        }

        int framing = 2 + _model.Tokenizer.Special.SeparatorCount;
        int[] queryTokens = Cut(query, Math.Min(MaxTokens / 2, Math.Max(0, MaxTokens - framing)));
        int room = Math.Max(0, MaxTokens - queryTokens.Length - framing);
        int slab = Math.Clamp(SlabTokens / Math.Max(1, room), 1, SlabPassages);
        var scores = new float[passages.Count];
        BulkWork work = _work.Rent();
        QueryGate.Shared.Enter();
        try
        {
            for (int start = 0; start < passages.Count; start += slab)
            {
                int first = start;
                work.Begin(Math.Min(slab, passages.Count - start), room);
                ParallelRun.For(Crew.Queries, work.Count, _threads, i => Cut(passages[first + i], room, work, i));
                work.Plan(BatchTokens, _threads, queryTokens.Length);
                ParallelRun.For(Crew.Queries, work.BatchCount, _threads, batch =>
                    ScoreBatch(queryTokens, work, batch, scores.AsSpan(first), cancellationToken));
            }

            return scores;
        }
        finally
        {
            QueryGate.Shared.Exit();
            _work.Return(work);
        }
    }

    internal int VocabularySize => _model.Transformer.VocabularySize;

    /// <summary>Scores sequences of ids, without special tokens, that fit together.</summary>
    internal float[] ScoreTokens(int[] query, int[][] passages)
    {
        var scores = new float[passages.Length];
        BulkWork work = _work.Rent();
        try
        {
            work.Begin(passages.Length, passages.Max(passage => passage.Length));
            for (int i = 0; i < passages.Length; i++)
            {
                work.Set(i, passages[i], isCut: false);
            }

            work.Plan(BatchTokens, _threads, query.Length);
            ParallelRun.For(Crew.Queries, work.BatchCount, _threads, batch =>
                ScoreBatch(query, work, batch, scores, CancellationToken.None));
            return scores;
        }
        finally
        {
            _work.Return(work);
        }
    }

    /// <summary>The tokens of a whole text with their places and the special tokens around a single text.</summary>
    public TokenizedText Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _model.Tokenize(text);
    }

    /// <summary>Refuses new calls and frees the weights when the last running one has returned.</summary>
    public void Dispose() => _model.Dispose();

    private void ScoreBatch(int[] query, BulkWork work, int batch, Span<float> scores, CancellationToken cancellationToken)
    {
        (int from, int to) = work.Batch(batch);
        Workspace workspace = _model.RentWorkspace();
        try
        {
            for (int place = from; place < to; place++)
            {
                Fill(workspace.Batch, query, work.Tokens(work.TextAt(place)));
            }

            _model.Transformer.Run(workspace, null, cancellationToken);
            var logits = new float[to - from];
            _model.Head!.Apply(workspace, logits);
            for (int i = 0; i < logits.Length; i++)
            {
                scores[work.TextAt(from + i)] = float.IsFinite(logits[i])
                    ? logits[i]
                    : throw new ModelFormatException(ModelId, "output", "a finite score", "infinity or not-a-number");
            }
        }
        finally
        {
            _model.Return(workspace);
        }
    }

    private void Fill(TokenBatch tokens, int[] query, ReadOnlySpan<int> passage)
    {
        SpecialTokens special = _model.Tokenizer.Special;
        byte second = (byte)(_model.Transformer.TypeCount > 1 ? 1 : 0);
        tokens.BeginSequence();
        tokens.Add(special.Start);
        tokens.Add(query);
        for (int i = 0; i < special.SeparatorCount; i++)
        {
            tokens.Add(special.End);
        }

        tokens.Add(passage, second);
        tokens.Add(special.End, second);
    }

    private int[] Cut(string text, int limit)
    {
        TokenBuffer buffer = _model.Tokenizer.RentBuffer();
        _model.Tokenizer.Tokenize(text, buffer, limit);
        buffer.Truncate(limit);
        int[] ids = buffer.Ids.ToArray();
        _model.Tokenizer.Return(buffer);
        return ids;
    }

    private void Cut(string text, int limit, BulkWork work, int index)
    {
        ArgumentNullException.ThrowIfNull(text);
        TokenBuffer buffer = _model.Tokenizer.RentBuffer();
        _model.Tokenizer.Tokenize(text, buffer, limit);
        bool isCut = buffer.Count > limit;
        buffer.Truncate(limit);
        work.Set(index, buffer.Ids, isCut);
        _model.Tokenizer.Return(buffer);
    }
}
