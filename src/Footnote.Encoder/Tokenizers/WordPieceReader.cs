using System.Text;
using System.Text.Json;
using Footnote.Encoder.Formats;

namespace Footnote.Encoder.Tokenizers;

/// <summary>The WordPiece part of a <c>tokenizer.json</c>.</summary>
internal static class WordPieceReader
{
    public static WordPieceTokenizer Read(JsonFile file, JsonElement model, SpecialTokens special, IEnumerable<AddedToken> recognised)
    {
        if (!model.TryGetProperty("vocab", out JsonElement entries) || entries.ValueKind != JsonValueKind.Object)
        {
            throw file.Fault("model.vocab", "an object of entries and ids", "nothing");
        }

        WordPieceSettings settings = ReadSettings(file, model);
        var vocabulary = new WordPieceVocabulary(settings.Prefix);
        foreach (JsonProperty entry in entries.EnumerateObject())
        {
            if (!entry.Value.TryGetInt32(out int id) || id < 0)
            {
                throw file.Fault(entry.Name, "an id of 0 or more", entry.Value.GetRawText());
            }

            vocabulary.Add(Encoding.UTF8.GetBytes(entry.Name), id);
        }

        string unknown = model.TryGetProperty("unk_token", out JsonElement name) && name.GetString() is { } text ? text : "[UNK]";
        int unknownId = vocabulary.Find(Encoding.UTF8.GetBytes(unknown));
        return unknownId >= 0
            ? new WordPieceTokenizer(special with { Unknown = unknownId }, recognised, vocabulary, settings)
            : throw file.Fault("model.unk_token", "an entry of the vocabulary", unknown);
    }

    private static WordPieceSettings ReadSettings(JsonFile file, JsonElement model)
    {
        if (file.Find("normalizer") is not { ValueKind: JsonValueKind.Object } normalizer
            || !normalizer.TryGetProperty("type", out JsonElement type) || !type.ValueEquals("BertNormalizer"))
        {
            throw file.Fault("normalizer", "BertNormalizer", file.Find("normalizer")?.GetRawText() ?? "nothing");
        }

        bool Flag(string name, bool fallback) => normalizer.TryGetProperty(name, out JsonElement value)
            && value.ValueKind != JsonValueKind.Null
            ? value.ValueKind == JsonValueKind.True
            : fallback;
        bool lowercases = Flag("lowercase", fallback: true);
        string prefix = model.TryGetProperty("continuing_subword_prefix", out JsonElement text) ? text.GetString() ?? "##" : "##";
        int longest = model.TryGetProperty("max_input_chars_per_word", out JsonElement number) && number.TryGetInt32(out int limit)
            && limit is > 0 and <= 10_000
            ? limit
            : 100;
        return new WordPieceSettings(
            lowercases, Flag("strip_accents", lowercases), Flag("handle_chinese_chars", true), Flag("clean_text", true), prefix, longest);
    }
}
