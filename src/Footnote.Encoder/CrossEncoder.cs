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

    private readonly LoadedModel _model;
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
    /// Scores passages for one query with all threads of the encoder. A score is a logit: about -11 (unrelated) to +10 for the default
    /// model, and its sigmoid is usable as a probability. The query is cut at half of <see cref="MaxTokens"/>, the passage at what is left.
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

        int[] queryTokens = Cut(query, MaxTokens / 2);
        var tokens = new int[passages.Count][];
        int room = MaxTokens - queryTokens.Length - 2 - _model.Tokenizer.Special.SeparatorCount;
        QueryGate.Shared.Enter();
        try
        {
            ParallelRun.For(passages.Count, _threads, (i, _) => tokens[i] = Cut(passages[i], room));
            var scores = new float[passages.Count];
            int[][] batches = BatchPlan.Create(tokens, BatchTokens, _threads, queryTokens.Length);
            ParallelRun.For(batches.Length, _threads, (batch, _) =>
                ScoreBatch(queryTokens, tokens, batches[batch], scores, cancellationToken));
            return scores;
        }
        finally
        {
            QueryGate.Shared.Exit();
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

    private void ScoreBatch(int[] query, int[][] passages, int[] batch, float[] scores, CancellationToken cancellationToken)
    {
        Workspace workspace = _model.RentWorkspace();
        try
        {
            Fill(workspace.Batch, query, passages, batch);
            _model.Transformer.Run(workspace, null, cancellationToken);
            var logits = new float[batch.Length];
            _model.Head!.Apply(workspace, logits);
            for (int i = 0; i < batch.Length; i++)
            {
                scores[batch[i]] = float.IsFinite(logits[i])
                    ? logits[i]
                    : throw new ModelFormatException(ModelId, "output", "a finite score", "infinity or not-a-number");
            }
        }
        finally
        {
            _model.Return(workspace);
        }
    }

    private void Fill(TokenBatch tokens, int[] query, int[][] passages, int[] batch)
    {
        SpecialTokens special = _model.Tokenizer.Special;
        byte second = (byte)(_model.Transformer.TypeCount > 1 ? 1 : 0);
        foreach (int index in batch)
        {
            tokens.BeginSequence();
            tokens.Add(special.Start);
            tokens.Add(query);
            for (int i = 0; i < special.SeparatorCount; i++)
            {
                tokens.Add(special.End);
            }

            tokens.Add(passages[index], second);
            tokens.Add(special.End, second);
        }
    }

    private int[] Cut(string text, int limit)
    {
        ArgumentNullException.ThrowIfNull(text);
        TokenBuffer buffer = _model.Tokenizer.RentBuffer();
        _model.Tokenizer.Tokenize(text, buffer, limit);
        buffer.Truncate(limit);
        int[] ids = buffer.Ids.ToArray();
        _model.Tokenizer.Return(buffer);
        return ids;
    }
}
