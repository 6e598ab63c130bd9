namespace Footnote.Encoder.Formats;

/// <summary>What <c>config.json</c> says about the architecture; everything is checked.</summary>
internal sealed record ModelConfiguration
{
    private static readonly string[] BertFamily = ["bert"];
    private static readonly string[] RobertaFamily = ["roberta", "xlm-roberta", "camembert"];

    public required string Path { get; init; }

    public required bool IsRoberta { get; init; }

    public required int HiddenSize { get; init; }

    public required int LayerCount { get; init; }

    public required int HeadCount { get; init; }

    public required int IntermediateSize { get; init; }

    public required int VocabularySize { get; init; }

    public required int PositionCount { get; init; }

    /// <summary>Row of the position table that the first token takes: 0 for BERT, one past the padding id for RoBERTa.</summary>
    public required int FirstPosition { get; init; }

    public required int TypeCount { get; init; }

    public required float LayerNormEpsilon { get; init; }

    public required Activation Activation { get; init; }

    public int HeadSize => HiddenSize / HeadCount;

    public int MaxTokens => PositionCount - FirstPosition;

    public static ModelConfiguration Read(string folder)
    {
        JsonFile file = JsonFile.Read(System.IO.Path.Combine(folder, "config.json"));
        string? type = file.Text("model_type");
        bool isRoberta = RobertaFamily.Contains(type, StringComparer.Ordinal);
        if (!isRoberta && !BertFamily.Contains(type, StringComparer.Ordinal))
        {
            throw file.Fault("model_type", string.Join(", ", [.. BertFamily, .. RobertaFamily]), type ?? "nothing");
        }

        if ((file.Text("position_embedding_type") ?? "absolute") is not "absolute" and var positions)
        {
            throw file.Fault("position_embedding_type", "absolute", positions);
        }

        var configuration = new ModelConfiguration
        {
            Path = file.Path,
            IsRoberta = isRoberta,
            HiddenSize = file.RequireInt("hidden_size", 1, 16_384),
            LayerCount = file.RequireInt("num_hidden_layers", 1, 256),
            HeadCount = file.RequireInt("num_attention_heads", 1, 1024),
            IntermediateSize = file.RequireInt("intermediate_size", 1, 131_072),
            VocabularySize = file.RequireInt("vocab_size", 1, 10_000_000),
            PositionCount = file.RequireInt("max_position_embeddings", 4, 1_000_000),
            FirstPosition = isRoberta ? file.Int("pad_token_id", 1, 0, 1_000_000) + 1 : 0,
            TypeCount = file.Int("type_vocab_size", 0, 0, 1024),
            LayerNormEpsilon = file.Float("layer_norm_eps", 1e-12f, 0, 1),
            Activation = ReadActivation(file),
        };
        return configuration.Check(file);
    }

    private static Activation ReadActivation(JsonFile file) => (file.Text("hidden_act") ?? "gelu") switch
    {
        "gelu" => Activation.Gelu,
        "gelu_new" or "gelu_pytorch_tanh" or "gelu_fast" => Activation.GeluTanh,
        "relu" => Activation.Relu,
        var other => throw file.Fault("hidden_act", "gelu, gelu_new, gelu_pytorch_tanh, gelu_fast or relu", other),
    };

    private ModelConfiguration Check(JsonFile file)
    {
        if (HiddenSize % HeadCount != 0)
        {
            throw file.Fault("hidden_size", $"a multiple of num_attention_heads ({HeadCount})", $"{HiddenSize}");
        }

        return MaxTokens >= 4
            ? this
            : throw file.Fault("max_position_embeddings", $"at least {FirstPosition + 4}", $"{PositionCount}");
    }
}
