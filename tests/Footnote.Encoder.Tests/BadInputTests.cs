namespace Footnote.Encoder.Tests;

/// <summary>Damaged and foreign models: an error that names the place, never a crash.</summary>
public sealed class BadInputTests
{
    [Fact]
    public void Load_without_a_folder_names_it()
    {
        Assert.Contains("no-such-model", Fault("/no-such-model").File, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("config.json")]
    [InlineData("vocab.txt")]
    public void Load_without_one_of_the_files_is_refused(string name)
    {
        using var model = new TinyModel(new TinyShape());
        File.Delete(Path.Combine(model.Folder, name));

        Assert.StartsWith(model.Folder, Fault(model.Folder).File, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_of_weights_cut_at_any_place_is_refused()
    {
        using var model = new TinyModel(new TinyShape());
        byte[] whole = File.ReadAllBytes(model.WeightFile);

        foreach (int length in new[] { 0, 1, 7, 8, 9, 200, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(model.WeightFile, whole[..length]);

            Assert.Equal(model.WeightFile, Fault(model.Folder).File);
        }
    }

    [Fact]
    public void Load_of_a_header_with_damaged_bytes_never_fails_otherwise()
    {
        using var model = new TinyModel(new TinyShape());
        byte[] whole = File.ReadAllBytes(model.WeightFile);
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            byte[] damaged = [.. whole];
            for (int i = 0; i < 3; i++)
            {
                damaged[random.Next(1500)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(model.WeightFile, damaged);
            try
            {
                SentenceEncoder.Load(model.Folder).Dispose();
            }
            catch (ModelFormatException exception)
            {
                Assert.Equal(model.WeightFile, exception.File);
            }
        }
    }

    [Fact]
    public void Load_of_a_tensor_of_another_shape_names_both_shapes()
    {
        using var model = new TinyModel(new TinyShape());
        const string Name = "encoder.layer.1.output.dense.weight";
        model.Tensors[Name] = ([53, 30], model.Tensors[Name].Values);
        model.Write();

        ModelFormatException fault = Fault(model.Folder);

        Assert.Equal(Name, fault.Item);
        Assert.Contains("[30, 53]", fault.Expected, StringComparison.Ordinal);
        Assert.Contains("[53, 30]", fault.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_of_a_missing_tensor_names_it()
    {
        using var model = new TinyModel(new TinyShape());
        model.Tensors.Remove("encoder.layer.0.attention.self.key.bias");
        model.Write();

        Assert.Equal("encoder.layer.0.attention.self.key.bias", Fault(model.Folder).Item);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Load_of_weights_that_are_not_finite_is_refused(float value)
    {
        using var model = new TinyModel(new TinyShape());
        model.Tensors["encoder.layer.0.intermediate.dense.weight"].Values[40] = value;
        model.Write();

        Assert.Equal("encoder.layer.0.intermediate.dense.weight", Fault(model.Folder).Item);
    }

    [Fact]
    public void Encode_of_a_word_whose_embedding_is_not_finite_throws_instead_of_giving_NaN()
    {
        using var model = new TinyModel(new TinyShape());
        int fox = Array.IndexOf(model.Vocabulary, "fox");
        model.Tensors["embeddings.word_embeddings.weight"].Values[(fox * 30) + 3] = float.NaN;
        model.Write();
        using SentenceEncoder encoder = SentenceEncoder.Load(model.Folder);

        Assert.Throws<ModelFormatException>(() => encoder.Encode("the fox"));
        Assert.All(encoder.Encode("the dog"), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [InlineData("model_type", "gpt2")]
    [InlineData("hidden_act", "swish")]
    [InlineData("hidden_size", "wide")]
    [InlineData("position_embedding_type", "relative_key")]
    [InlineData("num_attention_heads", 7)]
    [InlineData("vocab_size", 3)]
    [InlineData("num_hidden_layers", -1)]
    public void Load_of_a_configuration_that_does_not_fit_names_the_setting(string setting, object value)
    {
        using var model = new TinyModel(new TinyShape());
        model.Configuration[setting] = value;
        model.Write();

        ModelFormatException fault = Fault(model.Folder);

        Assert.True(fault.Item == setting || setting is "num_attention_heads" or "vocab_size", fault.Message);
        Assert.NotEmpty(fault.Expected);
        Assert.NotEmpty(fault.Found);
    }

    [Fact]
    public void Load_of_a_vocabulary_larger_than_the_embedding_is_refused()
    {
        using var model = new TinyModel(new TinyShape());
        model.Vocabulary = [.. model.Vocabulary, "more"];
        model.Write();

        Assert.Contains($"{model.Vocabulary.Length}", Fault(model.Folder).Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("{\"model_type\": ")]
    [InlineData("")]
    public void Load_of_a_configuration_that_is_not_an_object_is_refused(string text)
    {
        using var model = new TinyModel(new TinyShape());
        File.WriteAllText(Path.Combine(model.Folder, "config.json"), text);

        Assert.EndsWith("config.json", Fault(model.Folder).File, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"model\": {\"type\": \"Bogus\"}}")]
    [InlineData("{\"model\": {\"type\": \"BPE\"}, \"added_tokens\": [{\"id\": 0, \"content\": \"<s>\"}]}")]
    public void Load_of_a_tokenizer_that_is_unknown_or_empty_is_refused(string json)
    {
        using var model = new TinyModel(new TinyShape());
        File.WriteAllText(Path.Combine(model.Folder, "tokenizer.json"), json);

        Assert.EndsWith("tokenizer.json", Fault(model.Folder).File, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_of_unknown_characters_only_gives_a_vector_of_unit_length()
    {
        using var model = new TinyModel(new TinyShape());
        using SentenceEncoder encoder = SentenceEncoder.Load(model.Folder);
        foreach (string text in new[] { "", " ", "\0\u0001", "\uD800", "漢字", "zzz", new string('x', 1000), "😀😀" })
        {
            Assert.Equal(1, encoder.Encode(text).Sum(value => (double)value * value), 1e-5);
        }
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 257)]
    public void Load_with_an_option_out_of_range_is_refused(int maxTokens, int threads)
    {
        using var model = new TinyModel(new TinyShape());

        Assert.Throws<ArgumentOutOfRangeException>(
            () => SentenceEncoder.Load(model.Folder, new EncoderOptions { MaxTokens = maxTokens, Threads = threads }));
    }

    private static ModelFormatException Fault(string folder) => Assert.Throws<ModelFormatException>(() =>
        SentenceEncoder.Load(folder).Dispose());
}
