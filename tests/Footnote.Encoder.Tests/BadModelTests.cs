using System.Text.Json.Nodes;

namespace Footnote.Encoder.Tests;

/// <summary>Each way in which a model folder can be unusable: the error names file, tensor or setting, expected and found.</summary>
public sealed class BadModelTests
{
    private const string Dense = "encoder.layer.1.intermediate.dense.weight";

    private static readonly Dictionary<string, (Action<TinyModel> Damage, string File, string? Item, string Expected, string Found)>
        Faults = new(StringComparer.Ordinal)
        {
            ["no weights"] = (model => File.Delete(model.WeightFile), "model.safetensors", null, "a safetensors file", "no file"),
            ["no configuration"] = (model => File.Delete(In(model, "config.json")), "config.json", null, "a JSON file", "no file"),
            ["no vocabulary"] = (model => File.Delete(In(model, "vocab.txt")), "", null, "tokenizer.json or vocab.txt", "neither"),
            ["empty weights"] = (model => File.WriteAllBytes(model.WeightFile, []), "model.safetensors", null, "8 bytes", "0 bytes"),
            ["weights cut in a tensor"] = (model => Cut(model, -10), "model.safetensors", "*", "bytes", "truncated"),
            ["weights cut in the header"] = (model => Cut(model, 100), "model.safetensors", null, "a header of 2 to 92 bytes", "truncated"),
            ["no such tensor"] = (
                model => Change(model, m => m.Tensors.Remove(Dense)), "model.safetensors", Dense, "[53, 30]", "no such tensor"),
            ["no word embeddings"] = (
                model => Change(model, m => m.Tensors.Remove("embeddings.word_embeddings.weight")),
                "model.safetensors", "embeddings.word_embeddings.weight", "a tensor of this name", "no such tensor"),
            ["another shape"] = (
                model => Change(model, m => m.Tensors[Dense] = ([30, 53], m.Tensors[Dense].Values)),
                "model.safetensors", Dense, "[53, 30]", "[30, 53]"),
            ["not a number"] = (
                model => Change(model, m => m.Tensors[Dense].Values[7] = float.NaN),
                "model.safetensors", Dense, "finite numbers", "not-a-number"),
            ["another type"] = (
                model => Header(model, header => header[Dense]!["dtype"] = "I64"), "model.safetensors", Dense, "F32", "I64"),
            ["another architecture"] = (model => Set(model, "model_type", "llama"), "config.json", "model_type", "bert", "llama"),
            ["another activation"] = (model => Set(model, "hidden_act", "silu"), "config.json", "hidden_act", "gelu", "silu"),
            ["heads that do not divide"] = (model => Set(model, "num_attention_heads", 7), "config.json", "*", "*", "*"),
            ["more layers than weights"] = (
                model => Set(model, "num_hidden_layers", 3), "model.safetensors", "encoder.layer.2.attention.self.query.weight", "[30, 30]",
                "no such tensor"),
            ["configuration that is no JSON"] = (
                model => File.WriteAllText(In(model, "config.json"), "{"), "config.json", null, "a JSON object", "not JSON"),
            ["vocabulary of another model"] = (
                model => Change(model, m => m.Vocabulary = [.. m.Vocabulary, .. Enumerable.Range(0, 9).Select(i => $"word{i}")]),
                "config.json", "vocab_size", "at least 29", "20"),
            ["vocabulary without its special tokens"] = (
                model => Change(model, m => m.Vocabulary = [.. m.Vocabulary.Where(word => word != "[SEP]")]),
                "vocab.txt", "*", "[SEP]", "no such entry"),
            ["tokenizer of an unknown kind"] = (
                model => File.WriteAllText(In(model, "tokenizer.json"), """{"model": {"type": "WordLevel"}}"""),
                "tokenizer.json", "*", "*", "WordLevel"),
        };

    public static TheoryData<string> Names => new(Faults.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_names_file_item_expected_and_found(string name)
    {
        var (damage, file, item, expected, found) = Faults[name];
        using var model = new TinyModel(new TinyShape());
        damage(model);

        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => SentenceEncoder.Load(model.Folder).Dispose());

        Assert.EndsWith(file, fault.File, StringComparison.Ordinal);
        Assert.StartsWith(model.Folder, fault.File, StringComparison.Ordinal);
        Assert.True(item == "*" ? fault.Item is not null : fault.Item == item, fault.Message);
        Assert.Contains(expected == "*" ? "" : expected, fault.Expected, StringComparison.Ordinal);
        Assert.Contains(found == "*" ? "" : found, fault.Found, StringComparison.Ordinal);
        Assert.All([fault.File, fault.Item ?? "", fault.Expected, fault.Found], part =>
            Assert.Contains(part, fault.Message, StringComparison.Ordinal));
        Assert.NotEmpty(fault.Expected);
        Assert.NotEmpty(fault.Found);
    }

    [Fact]
    public void Load_of_a_sentence_encoder_as_a_cross_encoder_names_the_missing_head()
    {
        using var model = new TinyModel(new TinyShape());

        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => CrossEncoder.Load(model.Folder).Dispose());

        Assert.Equal((model.WeightFile, "pooler.dense.weight", "no such tensor"), (fault.File, fault.Item, fault.Found));
        Assert.Contains("[30, 30]", fault.Expected, StringComparison.Ordinal);
    }

    private static string In(TinyModel model, string file) => Path.Combine(model.Folder, file);

    private static void Change(TinyModel model, Action<TinyModel> change)
    {
        change(model);
        model.Write();
    }

    private static void Set(TinyModel model, string setting, object value) => Change(model, m => m.Configuration[setting] = value);

    /// <summary>Keeps so many bytes, or all but so many.</summary>
    private static void Cut(TinyModel model, int bytes)
    {
        byte[] whole = File.ReadAllBytes(model.WeightFile);
        File.WriteAllBytes(model.WeightFile, bytes < 0 ? whole[..^-bytes] : whole[..bytes]);
    }

    private static void Header(TinyModel model, Action<JsonNode> change)
    {
        byte[] whole = File.ReadAllBytes(model.WeightFile);
        int length = (int)BitConverter.ToInt64(whole);
        JsonNode header = JsonNode.Parse(whole.AsSpan(8, length))!;
        change(header);
        byte[] json = System.Text.Encoding.UTF8.GetBytes(header.ToJsonString());
        File.WriteAllBytes(model.WeightFile, [.. BitConverter.GetBytes((long)json.Length), .. json, .. whole[(8 + length)..]]);
    }
}
