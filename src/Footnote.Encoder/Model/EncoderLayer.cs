using Footnote.Encoder.Formats;
using Footnote.Encoder.Kernels;

namespace Footnote.Encoder.Model;

/// <summary>
/// One block of the encoder with the norm after each half, as BERT has it (Devlin et al. 2018). A block that only has to give the first
/// token of each sequence keeps its query projection apart and computes everything behind attention for these tokens alone.
/// </summary>
internal sealed unsafe class EncoderLayer : IDisposable
{
    private const int RowGroup = 64;

    private readonly int _size;
    private readonly Activation _activation;
    private readonly Linear? _queries;
    private readonly Linear _projections;
    private readonly Attention _attention;
    private readonly Linear _attentionOutput;
    private readonly LayerNorm _attentionNorm;
    private readonly Linear _intermediate;
    private readonly Linear _output;
    private readonly LayerNorm _outputNorm;

    public EncoderLayer(WeightReader reader, ModelConfiguration configuration, int index, bool firstTokensOnly, Attention attention)
    {
        _size = configuration.HiddenSize;
        _activation = configuration.Activation;
        _attention = attention;
        string layer = $"encoder.layer.{index}.";
        float scale = 1f / MathF.Sqrt(configuration.HeadSize);
        (string, float) query = (layer + "attention.self.query", scale);
        (string, float) key = (layer + "attention.self.key", 1f);
        (string, float) value = (layer + "attention.self.value", 1f);
        _queries = firstTokensOnly ? reader.ReadProjections(_size, query) : null;
        _projections = firstTokensOnly ? reader.ReadProjections(_size, key, value) : reader.ReadProjections(_size, query, key, value);
        _attentionOutput = reader.ReadLinear(layer + "attention.output.dense", _size, _size);
        _attentionNorm = reader.ReadNorm(layer + "attention.output.LayerNorm", _size, configuration.LayerNormEpsilon);
        _intermediate = reader.ReadLinear(layer + "intermediate.dense", configuration.IntermediateSize, _size);
        _output = reader.ReadLinear(layer + "output.dense", _size, configuration.IntermediateSize);
        _outputNorm = reader.ReadNorm(layer + "output.LayerNorm", _size, configuration.LayerNormEpsilon);
    }

    /// <summary>Replaces the hidden states: of all tokens, or of the first token of each sequence, then packed.</summary>
    public void Run(Workspace workspace)
    {
        TokenBatch batch = workspace.Batch;
        int rows = batch.TokenCount;
        float* projected = workspace.Projected.ReserveFloats(3L * rows * _size);
        if (_queries is null)
        {
            _projections.Apply(workspace.Hidden.Floats, rows, projected, null, workspace.Linear);
            Attend(workspace, projected, 3 * _size, projected + _size, 3 * _size);
        }
        else
        {
            _projections.Apply(workspace.Hidden.Floats, rows, projected, null, workspace.Linear);
            float* queries = projected + (2L * rows * _size);
            KeepFirstTokens(workspace);
            rows = batch.SequenceCount;
            _queries.Apply(workspace.Hidden.Floats, rows, queries, null, workspace.Linear);
            Attend(workspace, queries, _size, projected, 2 * _size);
        }

        float* attended = workspace.Attended.ReserveFloats((long)rows * _size);
        _attentionOutput.Apply(workspace.Context.Floats, rows, attended, null, workspace.Linear);
        _attentionNorm.Apply(attended, workspace.Hidden.Floats, rows);
        FeedForward(workspace, rows);
    }

    public void Dispose()
    {
        _queries?.Dispose();
        _projections.Dispose();
        _attentionOutput.Dispose();
        _intermediate.Dispose();
        _output.Dispose();
    }

    private void Attend(Workspace workspace, float* queries, int queryStride, float* keys, int keyStride)
    {
        TokenBatch batch = workspace.Batch;
        float* context = workspace.Context.ReserveFloats((long)batch.TokenCount * _size);
        for (int sequence = 0; sequence < batch.SequenceCount; sequence++)
        {
            long start = batch.Start(sequence);
            long queryStart = _queries is null ? start : sequence;
            var inputs = new AttentionInputs
            {
                Queries = queries + (queryStart * queryStride),
                QueryStride = queryStride,
                QueryCount = _queries is null ? batch.Length(sequence) : 1,
                Keys = keys + (start * keyStride),
                Values = keys + (start * keyStride) + _size,
                KeyStride = keyStride,
                KeyCount = batch.Length(sequence),
                Output = context + (queryStart * _size),
                OutputStride = _size,
            };
            _attention.Run(inputs, workspace.Attention);
        }
    }

    private void FeedForward(Workspace workspace, int rows)
    {
        float* inside = workspace.Intermediate.ReserveFloats((long)Math.Min(rows, RowGroup) * _intermediate.OutputSize);
        for (int row = 0; row < rows; row += RowGroup)
        {
            int count = Math.Min(RowGroup, rows - row);
            float* attended = workspace.Attended.Floats + ((long)row * _size);
            float* hidden = workspace.Hidden.Floats + ((long)row * _size);
            _intermediate.Apply(attended, count, inside, _activation, workspace.Linear);
            _output.Apply(inside, count, hidden, null, workspace.Linear);
            _outputNorm.Apply(hidden, attended, count);
        }
    }

    private void KeepFirstTokens(Workspace workspace)
    {
        TokenBatch batch = workspace.Batch;
        for (int sequence = 0; sequence < batch.SequenceCount; sequence++)
        {
            var source = new ReadOnlySpan<float>(workspace.Hidden.Floats + ((long)batch.Start(sequence) * _size), _size);
            source.CopyTo(new Span<float>(workspace.Hidden.Floats + ((long)sequence * _size), _size));
        }
    }
}
