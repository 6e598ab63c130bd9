using System.Runtime.CompilerServices;
using Footnote.Encoder.Formats;
using Footnote.Encoder.Kernels;

namespace Footnote.Encoder.Model;

/// <summary>Reads the parts of a model by the names Hugging Face gives them, whatever the prefix.</summary>
internal sealed class WeightReader
{
    private const string WordEmbeddings = "embeddings.word_embeddings.weight";

    private readonly SafetensorsFile _file;
    private readonly string _prefix;
    private readonly Precision _precision;
    private readonly KernelSet _kernels;
    private float[] _weights = [];

    public WeightReader(SafetensorsFile file, Precision precision, KernelSet kernels)
    {
        _file = file;
        _precision = precision;
        _kernels = kernels;
        string name = file.Names.FirstOrDefault(name => name.EndsWith(WordEmbeddings, StringComparison.Ordinal))
            ?? throw new ModelFormatException(file.Path, WordEmbeddings, "a tensor of this name, with or without a prefix",
                "no such tensor");
        _prefix = name[..^WordEmbeddings.Length];
    }

    public EmbeddingTable ReadWordEmbeddings(int rows, int width) =>
        new(_file.Path, _file.Require(_prefix + WordEmbeddings, rows, width));

    public float[] ReadTable(string name, int rows, int width) => _file.Read(_prefix + name, rows, width);

    public LayerNorm ReadNorm(string name, int size, float epsilon)
    {
        // checkpoints of 2018 to 2020 call them gamma and beta
        bool isOld = _file.Contains(_prefix + name + ".gamma");
        float[] gamma = _file.Read(_prefix + name + (isOld ? ".gamma" : ".weight"), size);
        float[] beta = _file.Read(_prefix + name + (isOld ? ".beta" : ".bias"), size);
        return new LayerNorm(gamma, beta, epsilon);
    }

    public Linear ReadLinear(string name, int outputSize, int inputSize) =>
        ReadLinear(_prefix + name, outputSize, inputSize, _precision);

    /// <summary>The head of a classifier, always in floats: it runs once a text.</summary>
    public Linear ReadHead(string name, int outputSize, int inputSize, bool hasPrefix) =>
        ReadLinear((hasPrefix ? _prefix : "") + name, outputSize, inputSize, Precision.Fp32);

    /// <summary>Several projections of the same input as one, each multiplied by its factor.</summary>
    public Linear ReadProjections(int size, params ReadOnlySpan<(string Name, float Factor)> parts)
    {
        Span<float> weights = Scratch(parts.Length * size * size);
        var bias = new float[parts.Length * size];
        for (int i = 0; i < parts.Length; i++)
        {
            (string name, float factor) = parts[i];
            ReadScaled(_file.Require(_prefix + name + ".weight", size, size), factor, weights.Slice(i * size * size, size * size));
            ReadScaled(_file.Require(_prefix + name + ".bias", size), factor, bias.AsSpan(i * size, size));
        }

        return KernelFactory.CreateLinear(weights, bias, size, _precision, _kernels);
    }

    private Linear ReadLinear(string name, int outputSize, int inputSize, Precision precision)
    {
        Span<float> weights = Scratch(outputSize * inputSize);
        _file.Read(_file.Require(name + ".weight", outputSize, inputSize), weights);
        return KernelFactory.CreateLinear(weights, _file.Read(name + ".bias", outputSize), inputSize, precision, _kernels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadScaled(TensorEntry entry, float factor, Span<float> destination)
    {
        _file.Read(entry, destination);
        for (int i = 0; factor != 1f && i < destination.Length; i++)
        {
            destination[i] *= factor;
        }
    }

    private Span<float> Scratch(int count)
    {
        if (_weights.Length < count)
        {
            _weights = GC.AllocateUninitializedArray<float>(count);
        }

        return _weights.AsSpan(0, count);
    }
}
