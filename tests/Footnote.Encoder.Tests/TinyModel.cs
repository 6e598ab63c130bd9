using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Footnote.Encoder.Tests;

/// <summary>
/// A model of random weights and a handful of words in a temporary folder, in the Hugging Face layout; deleted at the end of the test.
/// </summary>
internal sealed class TinyModel : IDisposable
{
    public const string Words = "the a quick brown fox jumps over lazy dog is not here there";

    private readonly Random _random;

    public TinyModel(TinyShape shape, int seed = 1)
    {
        Shape = shape;
        _random = new Random(seed);
        Folder = Directory.CreateTempSubdirectory("footnote-tiny-model-").FullName;
        Vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", .. Words.Split(' '), "##s", "##ly"];
        CreateTensors();
        Write();
    }

    public TinyShape Shape { get; }

    public string Folder { get; }

    public string[] Vocabulary { get; set; }

    /// <summary>By name: shape and values. Change them and call <see cref="Write"/>.</summary>
    public Dictionary<string, (int[] Shape, float[] Values)> Tensors { get; } = [];

    public Dictionary<string, object> Configuration { get; } = [];

    public string WeightFile => Path.Combine(Folder, "model.safetensors");

    public void Write()
    {
        File.WriteAllLines(Path.Combine(Folder, "vocab.txt"), Vocabulary);
        File.WriteAllText(Path.Combine(Folder, "config.json"), JsonSerializer.Serialize(Configuration));
        File.WriteAllBytes(WeightFile, Safetensors());
        Directory.CreateDirectory(Path.Combine(Folder, "1_Pooling"));
        string pooling = Shape.FirstToken ? "true" : "false";
        string mean = Shape.FirstToken ? "false" : "true";
        File.WriteAllText(
            Path.Combine(Folder, "1_Pooling", "config.json"),
                $$"""{"pooling_mode_cls_token": {{pooling}}, "pooling_mode_mean_tokens": {{mean}}}""");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>A stored value as the file type keeps it.</summary>
    private float Rounded(float value) => Shape.Type switch
    {
        "F16" => (float)(Half)value,
        "BF16" => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0xFFFF0000),
        _ => value,
    };

    private void CreateTensors()
    {
        int hidden = Shape.Hidden;
        Configuration["model_type"] = Shape.Roberta ? "roberta" : "bert";
        Configuration["hidden_size"] = hidden;
        Configuration["num_hidden_layers"] = Shape.Layers;
        Configuration["num_attention_heads"] = Shape.Heads;
        Configuration["intermediate_size"] = Shape.Intermediate;
        Configuration["hidden_act"] = Shape.Activation;
        Configuration["layer_norm_eps"] = 1e-5;
        Configuration["max_position_embeddings"] = Shape.Positions;
        Configuration["type_vocab_size"] = 2;
        Configuration["vocab_size"] = Vocabulary.Length;
        Configuration["pad_token_id"] = Shape.Roberta ? 1 : 0;
        Add("embeddings.word_embeddings.weight", 1, Vocabulary.Length, hidden);
        Add("embeddings.position_embeddings.weight", 1, Shape.Positions, hidden);
        Add("embeddings.token_type_embeddings.weight", 1, 2, hidden);
        AddNorm("embeddings.LayerNorm");
        for (int layer = 0; layer < Shape.Layers; layer++)
        {
            string prefix = $"encoder.layer.{layer}.";
            AddLinear(prefix + "attention.self.query", hidden, hidden);
            AddLinear(prefix + "attention.self.key", hidden, hidden);
            AddLinear(prefix + "attention.self.value", hidden, hidden);
            AddLinear(prefix + "attention.output.dense", hidden, hidden);
            AddNorm(prefix + "attention.output.LayerNorm");
            AddLinear(prefix + "intermediate.dense", Shape.Intermediate, hidden);
            AddLinear(prefix + "output.dense", hidden, Shape.Intermediate);
            AddNorm(prefix + "output.LayerNorm");
        }
    }

    private void AddLinear(string name, int output, int input)
    {
        Add(name + ".weight", 1.5f / MathF.Sqrt(input), output, input);
        Add(name + ".bias", .1f, output);
    }

    private void AddNorm(string name)
    {
        Add(name + ".weight", .3f, Shape.Hidden);
        Add(name + ".bias", .2f, Shape.Hidden);
        float[] gamma = Tensors[name + ".weight"].Values;
        for (int i = 0; i < gamma.Length; i++)
        {
            gamma[i] = Rounded(1 + gamma[i]);
        }
    }

    private void Add(string name, float size, params int[] shape)
    {
        var values = new float[shape.Aggregate(1, (product, dimension) => product * dimension)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Rounded((float)((_random.NextDouble() * 2) - 1) * size);
        }

        Tensors[name] = (shape, values);
    }

    private byte[] Safetensors()
    {
        var header = new Dictionary<string, object>();
        using var data = new MemoryStream();
        foreach ((string name, (int[] shape, float[] values)) in Tensors)
        {
            long start = data.Length;
            foreach (float value in values)
            {
                data.Write(Bytes(value));
            }

            header[name] = new { dtype = Shape.Type, shape, data_offsets = new[] { start, data.Length } };
        }

        byte[] json = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(header));
        var file = new byte[8 + json.Length + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(file, json.Length);
        json.CopyTo(file, 8);
        data.ToArray().CopyTo(file, 8 + json.Length);
        return file;
    }

    private byte[] Bytes(float value) => Shape.Type switch
    {
        "F16" => BitConverter.GetBytes((Half)value),
        "BF16" => BitConverter.GetBytes((ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)),
        _ => BitConverter.GetBytes(value),
    };
}
