using Footnote.Encoder.Formats;
using Footnote.Encoder.Kernels;

namespace Footnote.Encoder.Model;

/// <summary>
/// The head of a sequence classifier with one output: a dense layer, tanh, and the logit. BERT calls the first one the pooler.
/// </summary>
internal sealed unsafe class ScoringHead : IDisposable
{
    private readonly Linear _dense;
    private readonly Linear _output;

    public ScoringHead(WeightReader reader, ModelConfiguration configuration)
    {
        int size = configuration.HiddenSize;
        bool isRoberta = configuration.IsRoberta;
        _dense = reader.ReadHead(isRoberta ? "classifier.dense" : "pooler.dense", size, size, hasPrefix: !isRoberta);
        _output = reader.ReadHead(isRoberta ? "classifier.out_proj" : "classifier", 1, size, hasPrefix: false);
    }

    /// <summary>The logits of the pooled rows of a workspace.</summary>
    public void Apply(Workspace workspace, Span<float> logits)
    {
        int rows = logits.Length;
        float* dense = workspace.Attended.ReserveFloats((long)rows * _dense.OutputSize);
        _dense.Apply(workspace.Hidden.Floats, rows, dense, null, workspace.Linear);
        for (long i = 0; i < (long)rows * _dense.OutputSize; i++)
        {
            dense[i] = MathF.Tanh(dense[i]);
        }

        fixed (float* result = logits)
        {
            _output.Apply(dense, rows, result, null, workspace.Linear);
        }
    }

    public void Dispose()
    {
        _dense.Dispose();
        _output.Dispose();
    }
}
