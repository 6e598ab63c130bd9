namespace Footnote.Server.Embedding.Library;

/// <summary>The files of the Hugging Face layout that are taken; whatever else lies beside them is left where it is.</summary>
internal static class ModelFiles
{
    public const string Configuration = "config.json";
    public const string Weights = "model.safetensors";

    /// <summary>The most that a weight file may have: 8 GiB.</summary>
    public const long LongestWeights = 8L << 30;

    /// <summary>The most that any other file may have: 128 MiB.</summary>
    public const long LongestOther = 128L << 20;

    private static readonly string[] Tokenizers = ["tokenizer.json", "vocab.txt"];

    /// <summary>Small files first, so that a model that is no use is refused before its weights are fetched.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Configuration, .. Tokenizers, "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "modules.json",
        "sentence_bert_config.json", "config_sentence_transformers.json", "1_Pooling/config.json", "LICENSE", "LICENSE.txt", "LICENSE.md",
        "NOTICE", Weights,
    ];

    public static long Limit(string file) => file == Weights ? LongestWeights : LongestOther;

    /// <summary>What of the needed files <paramref name="present"/> lacks, or null.</summary>
    public static string? Missing(IReadOnlyCollection<string> present) =>
        !present.Contains(Configuration, StringComparer.Ordinal) ? Configuration
        : !present.Contains(Weights, StringComparer.Ordinal) ? $"{Weights} (weights in other formats are not read)"
        : !present.Any(file => Tokenizers.Contains(file, StringComparer.Ordinal)) ? string.Join(" or ", Tokenizers)
        : null;

    /// <summary>The place of a file in a folder; makes the folder between.</summary>
    public static string Place(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
        return path;
    }
}
