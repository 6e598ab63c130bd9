using System.Text.Json;

namespace Footnote.Encoder.Formats;

/// <summary>What the files of sentence-transformers beside the model say: pooling, the longest input, prefixes.</summary>
internal sealed record SentenceConfiguration(Pooling Pooling, int MaxTokens, string QueryPrefix, string PassagePrefix)
{
    public static SentenceConfiguration Read(string folder)
    {
        JsonFile? sentence = JsonFile.TryRead(Path.Combine(folder, "sentence_bert_config.json"));
        JsonFile? prompts = JsonFile.TryRead(Path.Combine(folder, "config_sentence_transformers.json"));
        return new SentenceConfiguration(
            ReadPooling(JsonFile.TryRead(Path.Combine(folder, "1_Pooling", "config.json"))),
            sentence?.Int("max_seq_length", int.MaxValue, 4, int.MaxValue) ?? int.MaxValue,
            Prompt(prompts, "query") ?? "",
            Prompt(prompts, "passage") ?? Prompt(prompts, "document") ?? "");
    }

    private static Pooling ReadPooling(JsonFile? file)
    {
        if (file is null)
        {
            return Pooling.Mean;
        }

        bool first = file.Bool("pooling_mode_cls_token") ?? string.Equals(file.Text("pooling_mode"), "cls", StringComparison.Ordinal);
        bool mean = file.Bool("pooling_mode_mean_tokens") ?? !first;
        return (first, mean) switch
        {
            (true, false) => Pooling.FirstToken,
            (false, true) => Pooling.Mean,
            _ => throw file.Fault("pooling_mode_cls_token", "either the first token or the mean", first ? "both" : "another pooling"),
        };
    }

    private static string? Prompt(JsonFile? file, string name) =>
        file?.Find("prompts") is { ValueKind: JsonValueKind.Object } prompts
        && prompts.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
