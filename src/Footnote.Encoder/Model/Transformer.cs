using System.Runtime.CompilerServices;
using Footnote.Encoder.Formats;
using Footnote.Encoder.Kernels;
using Footnote.Encoder.Scheduling;

namespace Footnote.Encoder.Model;

/// <summary>The embeddings and the layers of a BERT or RoBERTa encoder. Thread-safe: all that changes is in the workspace.</summary>
internal sealed unsafe class Transformer : IDisposable
{
    private readonly EmbeddingTable _words;
    private readonly float[] _positions;
    private readonly float[] _types;
    private readonly LayerNorm _embeddingNorm;
    private readonly EncoderLayer[] _layers;
    private readonly int _firstPosition;
    private readonly Pooling _pooling;

    public Transformer(WeightReader reader, ModelConfiguration configuration, Pooling pooling, KernelSet kernels)
    {
        HiddenSize = configuration.HiddenSize;
        _firstPosition = configuration.FirstPosition;
        _pooling = pooling;
        _words = reader.ReadWordEmbeddings(configuration.VocabularySize, HiddenSize);
        _positions = reader.ReadTable("embeddings.position_embeddings.weight", configuration.PositionCount, HiddenSize);
        _types = configuration.TypeCount == 0
            ? new float[2 * HiddenSize]
            : reader.ReadTable("embeddings.token_type_embeddings.weight", configuration.TypeCount, HiddenSize);
        _embeddingNorm = reader.ReadNorm("embeddings.LayerNorm", HiddenSize, configuration.LayerNormEpsilon);
        var attention = KernelFactory.CreateAttention(configuration.HeadCount, configuration.HeadSize, kernels);
        _layers = new EncoderLayer[configuration.LayerCount];
        for (int i = 0; i < _layers.Length; i++)
        {
            bool firstTokensOnly = pooling == Pooling.FirstToken && i == _layers.Length - 1;
            _layers[i] = new EncoderLayer(reader, configuration, i, firstTokensOnly, attention);
        }
    }

    public int HiddenSize { get; }

    public int VocabularySize => _words.RowCount;

    /// <summary>How many token types there are; a second text of a pair has type 0 when there is only one.</summary>
    public int TypeCount => _types.Length / HiddenSize;

    /// <summary>
    /// Runs the batch of the workspace. Afterwards the first rows of its hidden states are the pooled vectors, one for each sequence, of
    /// any length.
    /// </summary>
    public void Run(Workspace workspace, BulkWorker? worker, CancellationToken cancellationToken)
    {
        Embed(workspace);
        foreach (EncoderLayer layer in _layers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            worker?.YieldToQueries();
            layer.Run(workspace);
        }

        if (_pooling == Pooling.Mean)
        {
            PoolMean(workspace);
        }
    }

    public void Dispose()
    {
        _words.Dispose();
        foreach (EncoderLayer layer in _layers)
        {
            layer.Dispose();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Embed(Workspace workspace)
    {
        TokenBatch batch = workspace.Batch;
        float* hidden = workspace.Hidden.ReserveFloats((long)batch.TokenCount * HiddenSize);
        for (int sequence = 0; sequence < batch.SequenceCount; sequence++)
        {
            int start = batch.Start(sequence);
            int next = _firstPosition;
            for (int i = 0; i < batch.Length(sequence); i++)
            {
                // RoBERTa gives padding, also when it is written out in a text, the row before the first and does not count it
                int place = batch.Ids[start + i] == _firstPosition - 1 ? _firstPosition - 1 : next++;
                var row = new Span<float>(hidden + ((long)(start + i) * HiddenSize), HiddenSize);
                _words.CopyRow(batch.Ids[start + i], row);
                ReadOnlySpan<float> position = _positions.AsSpan(place * HiddenSize, HiddenSize);
                ReadOnlySpan<float> type = _types.AsSpan(batch.Types[start + i] * HiddenSize, HiddenSize);
                for (int k = 0; k < row.Length; k++)
                {
                    row[k] += position[k] + type[k];
                }
            }
        }

        _embeddingNorm.Apply(hidden, null, batch.TokenCount);
    }

    private void PoolMean(Workspace workspace)
    {
        TokenBatch batch = workspace.Batch;
        for (int sequence = 0; sequence < batch.SequenceCount; sequence++)
        {
            int length = batch.Length(sequence);
            float* rows = workspace.Hidden.Floats + ((long)batch.Start(sequence) * HiddenSize);
            for (int row = 1; row < length; row++)
            {
                float* next = rows + ((long)row * HiddenSize);
                for (int k = 0; k < HiddenSize; k++)
                {
                    rows[k] += next[k];
                }
            }

            float* pooled = workspace.Hidden.Floats + ((long)sequence * HiddenSize);
            for (int k = 0; k < HiddenSize; k++)
            {
                pooled[k] = rows[k] / length;
            }
        }
    }
}
