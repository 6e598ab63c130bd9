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
    /// <summary>
    /// Sequences are joined up to about so many tokens; more would not make the products faster, only queries wait longer.
    /// </summary>
    private const int BatchTokens = 192;

    private const int SlabTexts = 1024;

    private readonly LoadedModel _model;
    private readonly QueryBatcher _queries;
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
        _queries = new QueryBatcher(_threads, RunQueries);
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
        int count = buffer.Count + 2;
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
            Append(workspace.Batch, text, purpose, out _);
            _model.Transformer.Run(workspace, null, CancellationToken.None);
            return TakeVector(workspace, 0);
        }
        finally
        {
            QueryGate.Shared.Exit();
            _model.Return(workspace);
        }
    }

    /// <summary>Embeds many texts with all threads of the encoder, the calling one among them. Queries of other callers go first.</summary>
    /// <param name="texts">Any number of texts.</param>
    /// <param name="purpose">Which prefix the model wants.</param>
    /// <param name="cancellationToken">Looked at between layers.</param>
    /// <returns>One vector for each text, in order. It does not depend on the other texts but for the last bits.</returns>
    public float[][] Encode(
        IReadOnlyList<string> texts, EncodePurpose purpose = EncodePurpose.Passage, CancellationToken cancellationToken = default) =>
        Array.ConvertAll(EncodeWithCounts(texts, purpose, cancellationToken), encoded => encoded.Vector);

    /// <summary>
    /// As <see cref="Encode(IReadOnlyList{string}, EncodePurpose, CancellationToken)"/>, with the number of tokens and whether the end
    /// was cut off.
    /// </summary>
    public EncodedText[] EncodeWithCounts(
        IReadOnlyList<string> texts, EncodePurpose purpose = EncodePurpose.Passage, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var results = new EncodedText[texts.Count];
        for (int start = 0; start < texts.Count; start += SlabTexts)
        {
            EncodeSlab(texts, start, purpose, results.AsMemory(start, Math.Min(SlabTexts, texts.Count - start)), cancellationToken);
        }

        return results;
    }

    /// <summary>
    /// Embeds one query in the background, before bulk work that is running. Queries that arrive while all threads are busy are joined
    /// into one batch.
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
        if (tokens.Length == 1)
        {
            Workspace workspace = _model.RentWorkspace();
            RunBatch(workspace, tokens, [0], vectors, null, CancellationToken.None);
            return vectors;
        }

        RunBatches(tokens, vectors, CancellationToken.None);
        return vectors;
    }

    /// <summary>Refuses new calls and frees the weights when the last running one has returned.</summary>
    public void Dispose() => _model.Dispose();

    private void RunQueries(IReadOnlyList<QueryRequest> requests)
    {
        Workspace workspace = _model.RentWorkspace();
        QueryGate.Shared.Enter();
        try
        {
            foreach (QueryRequest request in requests)
            {
                Append(workspace.Batch, request.Text, EncodePurpose.Query, out _);
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

    private void EncodeSlab(
        IReadOnlyList<string> texts, int start, EncodePurpose purpose, Memory<EncodedText> results, CancellationToken cancellationToken)
    {
        var tokens = new int[results.Length][];
        var isTruncated = new bool[results.Length];
        ParallelRun.For(results.Length, _threads, (i, _) => tokens[i] = TokenizeOne(texts[start + i], purpose, out isTruncated[i]));
        var vectors = new float[results.Length][];
        RunBatches(tokens, vectors, cancellationToken);
        for (int i = 0; i < vectors.Length; i++)
        {
            results.Span[i] = new EncodedText(vectors[i], tokens[i].Length, isTruncated[i]);
        }
    }

    private void RunBatches(int[][] tokens, float[][] vectors, CancellationToken cancellationToken)
    {
        int[][] batches = BatchPlan.Create(tokens, BatchTokens, _threads, 0);
        ParallelRun.For(batches.Length, _threads, (batch, thread) =>
        {
            Workspace workspace = _model.RentWorkspace();
            RunBatch(workspace, tokens, batches[batch], vectors, new BulkWorker(QueryGate.Shared, thread), cancellationToken);
        });
    }

    private void RunBatch(
        Workspace workspace, int[][] tokens, int[] batch, float[][] vectors, BulkWorker? worker, CancellationToken cancellationToken)
    {
        try
        {
            foreach (int index in batch)
            {
                workspace.Batch.BeginSequence();
                workspace.Batch.Add(tokens[index]);
            }

            _model.Transformer.Run(workspace, worker, cancellationToken);
            for (int i = 0; i < batch.Length; i++)
            {
                vectors[batch[i]] = TakeVector(workspace, i);
            }
        }
        finally
        {
            _model.Return(workspace);
        }
    }

    private int[] TokenizeOne(string text, EncodePurpose purpose, out bool isTruncated)
    {
        ArgumentNullException.ThrowIfNull(text);
        TokenBuffer buffer = _model.Tokenizer.RentBuffer();
        isTruncated = Fill(buffer, text, purpose);
        int[] ids = buffer.Ids.ToArray();
        _model.Tokenizer.Return(buffer);
        return ids;
    }

    private void Append(TokenBatch batch, string text, EncodePurpose purpose, out bool isTruncated)
    {
        TokenBuffer buffer = _model.Tokenizer.RentBuffer();
        isTruncated = Fill(buffer, text, purpose);
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
