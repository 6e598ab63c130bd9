using Footnote.Encoder.Formats;
using Footnote.Encoder.Kernels;
using Footnote.Encoder.Model;
using Footnote.Encoder.Scheduling;
using Footnote.Encoder.Tokenizers;

namespace Footnote.Encoder;

/// <summary>
/// Turns texts into vectors of unit length, so that the inner product of two is their cosine. Thread-safe. One instance serves a whole
/// process: each thread that computes keeps its working memory here (a few megabytes).
/// </summary>
public sealed class SentenceEncoder : IDisposable
{
    /// <summary>Special tokens around every text.</summary>
    public const int SpecialTokens = 2;

    /// <summary>
    /// Sequences are joined up to about so many tokens; more would not make the products faster, only queries wait longer.
    /// </summary>
    private const int BatchTokens = 192;

    /// <summary>Texts that are tokenised before the first of them is computed, and room for their tokens.</summary>
    private const int SlabTexts = 1024;
    private const int SlabTokens = 1 << 19;

    private readonly LoadedModel _model;
    private readonly QueryBatcher _queries;
    private readonly BulkWorkPool _work = new();
    private readonly int _threads;
    private readonly string _queryPrefix;
    private readonly string _passagePrefix;

    private SentenceEncoder(LoadedModel model, SentenceConfiguration sentence, EncoderOptions options)
    {
        _model = model;
        _threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        _queryPrefix = options.QueryPrefix ?? sentence.QueryPrefix;
        _passagePrefix = options.PassagePrefix ?? sentence.PassagePrefix;
        int longest = Math.Min(model.Configuration.MaxTokens, sentence.MaxTokens);
        MaxTokens = options.MaxTokens > 0 ? Math.Min(options.MaxTokens, longest) : longest;
        Precision = options.Precision;
        _queries = new QueryBatcher(_threads, options.QueryWindow, RunQueries, TimeProvider.System);
    }

    /// <summary>Name of the model: that of its folder.</summary>
    public string ModelId => _model.Id;

    /// <summary>Length of every vector.</summary>
    public int Dimensions => _model.Transformer.HiddenSize;

    /// <summary>Tokens of a text that are read, special tokens included; what follows is cut off.</summary>
    public int MaxTokens { get; }

    /// <summary>Arithmetic of the layers.</summary>
    public Precision Precision { get; }

    /// <summary>
    /// Loads a BERT- or RoBERTa-family encoder from a folder in the Hugging Face layout: <c>config.json</c>, <c>tokenizer.json</c> or
    /// <c>vocab.txt</c>,
    /// <c>model.safetensors</c> in F32, F16 or BF16, and the pooling and prefix files of sentence-transformers (without them: mean
    /// pooling, no prefix).
    /// </summary>
    /// <param name="modelFolder">The folder. Its weight file stays mapped until the encoder is disposed and must not change.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ModelFormatException">A file is missing, damaged, of another architecture or does not fit the others.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static SentenceEncoder Load(string modelFolder, EncoderOptions? options = null) =>
        Load(modelFolder, options, KernelFactory.Best);

    internal static SentenceEncoder Load(string modelFolder, EncoderOptions? options, KernelSet kernels, Pooling? pooling = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(modelFolder);
        options ??= new EncoderOptions();
        EncoderOptions.Validate(options);
        SentenceConfiguration sentence = SentenceConfiguration.Read(modelFolder);
        return new SentenceEncoder(LoadedModel.Load(modelFolder, options, pooling ?? sentence.Pooling, kernels), sentence, options);
    }

    /// <summary>
    /// Number of tokens of the whole text, the special tokens around it included and nothing cut off. Time is linear in the text.
    /// </summary>
    public int CountTokens(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        TokenBuffer buffer = _model.Tokenizer.RentBuffer();
        _model.Tokenizer.Tokenize(text, buffer);
        int count = buffer.Count + SpecialTokens;
        _model.Tokenizer.Return(buffer);
        return count;
    }

    /// <summary>The tokens of the whole text with their places, without a prefix.</summary>
    public TokenizedText Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _model.Tokenize(text);
    }

    /// <summary>Embeds one text on the calling thread. The only allocation is the result.</summary>
    /// <param name="text">Any text; an empty one has a vector, too.</param>
    /// <param name="purpose">Which prefix the model wants.</param>
    public float[] Encode(string text, EncodePurpose purpose = EncodePurpose.Passage)
    {
        ArgumentNullException.ThrowIfNull(text);
        Workspace workspace = _model.RentWorkspace();
        QueryGate.Shared.Enter();
        try
        {
            Append(workspace.Batch, text, purpose);
            _model.Transformer.Run(workspace, null, CancellationToken.None);
            return TakeVector(workspace, 0);
        }
        finally
        {
            QueryGate.Shared.Exit();
            _model.Return(workspace);
        }
    }

    /// <summary>
    /// Embeds many texts with all threads of the encoder, the calling one among them. Queries of other callers go first. In the steady
    /// state it allocates the result and less than a kilobyte for each thread.
    /// </summary>
    /// <param name="texts">Any number of texts.</param>
    /// <param name="purpose">Which prefix the model wants.</param>
    /// <param name="cancellationToken">Looked at between layers.</param>
    /// <returns>One vector for each text, in order. It does not depend on the other texts but for the last bits.</returns>
    public float[][] Encode(
        IReadOnlyList<string> texts, EncodePurpose purpose = EncodePurpose.Passage, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var vectors = new float[texts.Count][];
        EncodeAll(texts, purpose, vectors, null, cancellationToken);
        return vectors;
    }

    /// <summary>
    /// As <see cref="Encode(IReadOnlyList{string}, EncodePurpose, CancellationToken)"/>, with the number of tokens and whether the end
    /// was cut off.
    /// </summary>
    public EncodedText[] EncodeWithCounts(
        IReadOnlyList<string> texts, EncodePurpose purpose = EncodePurpose.Passage, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var results = new EncodedText[texts.Count];
        EncodeAll(texts, purpose, new float[texts.Count][], results, cancellationToken);
        return results;
    }

    /// <summary>
    /// Embeds one query in the background, before bulk work that is running. Queries that arrive while others run are joined into one
    /// batch; see <see cref="EncoderOptions.QueryWindow"/>.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="cancellationToken">Ends the waiting; a query that has not begun is then never computed.</param>
    public ValueTask<float[]> EncodeQueryAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ValueTask<float[]>(_queries.AddAsync(text, cancellationToken));
    }

    internal int VocabularySize => _model.Transformer.VocabularySize;

    /// <summary>Embeds sequences of ids, special tokens included.</summary>
    internal float[][] EncodeTokens(int[][] tokens)
    {
        var vectors = new float[tokens.Length][];
        BulkWork work = _work.Rent();
        try
        {
            work.Begin(tokens.Length, tokens.Max(ids => ids.Length));
            for (int i = 0; i < tokens.Length; i++)
            {
                work.Set(i, tokens[i], isCut: false);
            }

            RunBatches(work, vectors, 0, CancellationToken.None);
            return vectors;
        }
        finally
        {
            _work.Return(work);
        }
    }

    /// <summary>Refuses new calls and frees the weights when the last running one has returned.</summary>
    public void Dispose()
    {
        _queries.Dispose();
        _model.Dispose();
    }

    private void RunQueries(IReadOnlyList<QueryRequest> requests)
    {
        Workspace workspace = _model.RentWorkspace();
        QueryGate.Shared.Enter();
        try
        {
            foreach (QueryRequest request in requests)
            {
                Append(workspace.Batch, request.Text, EncodePurpose.Query);
            }

            _model.Transformer.Run(workspace, null, CancellationToken.None);
            for (int i = 0; i < requests.Count; i++)
            {
                requests[i].Completion.TrySetResult(TakeVector(workspace, i));
            }
        }
        finally
        {
            QueryGate.Shared.Exit();
            _model.Return(workspace);
        }
    }

    private void EncodeAll(
        IReadOnlyList<string> texts, EncodePurpose purpose, float[][] vectors, EncodedText[]? results, CancellationToken cancellationToken)
    {
        int slab = Math.Clamp(SlabTokens / MaxTokens, 1, SlabTexts);
        BulkWork work = _work.Rent();
        try
        {
            for (int start = 0; start < texts.Count; start += slab)
            {
                int first = start;
                work.Begin(Math.Min(slab, texts.Count - start), MaxTokens);
                ParallelRun.For(Crew.Bulk, work.Count, _threads, text => Tokenize(texts[first + text], purpose, work, text));
                RunBatches(work, vectors, start, cancellationToken);
                for (int i = 0; results is not null && i < work.Count; i++)
                {
                    results[start + i] = new EncodedText(vectors[start + i], work.Length(i), work.IsCut(i));
                }
            }
        }
        finally
        {
            _work.Return(work);
        }
    }

    private void RunBatches(BulkWork work, float[][] vectors, int start, CancellationToken cancellationToken)
    {
        work.Plan(BatchTokens, _threads, 0);
        ParallelRun.For(Crew.Bulk, work.BatchCount, _threads, batch => RunBatch(work, batch, vectors, start, cancellationToken));
    }

    private void RunBatch(BulkWork work, int batch, float[][] vectors, int start, CancellationToken cancellationToken)
    {
        (int from, int to) = work.Batch(batch);
        Workspace workspace = _model.RentWorkspace();
        BulkWorker worker = QueryGate.Shared.Rent();
        try
        {
            for (int place = from; place < to; place++)
            {
                workspace.Batch.BeginSequence();
                workspace.Batch.Add(work.Tokens(work.TextAt(place)));
            }

            _model.Transformer.Run(workspace, worker, cancellationToken);
            for (int place = from; place < to; place++)
            {
                vectors[start + work.TextAt(place)] = TakeVector(workspace, place - from);
            }
        }
        finally
        {
            QueryGate.Shared.Return(worker);
            _model.Return(workspace);
        }
    }

    private void Tokenize(string text, EncodePurpose purpose, BulkWork work, int index)
    {
        ArgumentNullException.ThrowIfNull(text);
        TokenBuffer buffer = _model.Tokenizer.RentBuffer();
        bool isCut = Fill(buffer, text, purpose);
        work.Set(index, buffer.Ids, isCut);
        _model.Tokenizer.Return(buffer);
    }

    private void Append(TokenBatch batch, string text, EncodePurpose purpose)
    {
        TokenBuffer buffer = _model.Tokenizer.RentBuffer();
        Fill(buffer, text, purpose);
        batch.BeginSequence();
        batch.Add(buffer.Ids);
        _model.Tokenizer.Return(buffer);
    }

    private bool Fill(TokenBuffer buffer, string text, EncodePurpose purpose)
    {
        string prefix = purpose == EncodePurpose.Query ? _queryPrefix : _passagePrefix;
        buffer.Add(_model.Tokenizer.Special.Start, 0, 0);
        _model.Tokenizer.Tokenize(prefix.Length == 0 ? text : prefix + text, buffer, MaxTokens);
        bool isTruncated = buffer.Count > MaxTokens - 1;
        buffer.Truncate(MaxTokens - 1);
        buffer.Add(_model.Tokenizer.Special.End, 0, 0);
        return isTruncated;
    }

    private unsafe float[] TakeVector(Workspace workspace, int sequence)
    {
        var vector = new float[Dimensions];
        float* pooled = workspace.Hidden.Floats + ((long)sequence * Dimensions);
        double squares = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            squares += (double)pooled[i] * pooled[i];
        }

        if (squares == 0 || !double.IsFinite(squares))
        {
            string found = squares == 0 ? "zeros" : "infinity or not-a-number";
            throw new ModelFormatException(ModelId, "output", "a vector of finite length above 0", found);
        }

        float factor = (float)(1 / Math.Sqrt(squares));
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = pooled[i] * factor;
        }

        return vector;
    }
}
