using System.Text.Json;
using Footnote.Encoder.Formats;
using Footnote.Encoder.Tokenizers.Normalization;

namespace Footnote.Encoder.Tokenizers;

/// <summary>Chooses and reads the tokenizer of a model folder: <c>tokenizer.json</c>, else <c>vocab.txt</c>.</summary>
internal static class TokenizerLoader
{
    public static Tokenizer Load(string folder, bool isRoberta, bool allowSpecialTokens)
    {
        string path = Path.Combine(folder, "tokenizer.json");
        if (JsonFile.TryRead(path) is { } file)
        {
            return Read(file, isRoberta, allowSpecialTokens);
        }

        return VocabularyFile.Load(folder, allowSpecialTokens);
    }

    private static Tokenizer Read(JsonFile file, bool isRoberta, bool allowSpecialTokens)
    {
        if (file.Find("model") is not { ValueKind: JsonValueKind.Object } model)
        {
            throw file.Fault("model", "an object", "nothing");
        }

        string? type = model.TryGetProperty("type", out JsonElement value) ? value.GetString() : null;
        if (type is not ("BPE" or "WordPiece" or "Unigram"))
        {
            throw file.Fault("model.type", "BPE, WordPiece or Unigram", type ?? "nothing");
        }

        List<AddedToken> added = ReadAddedTokens(file);
        IEnumerable<AddedToken> recognised = added.Where(token => allowSpecialTokens || !token.IsSpecial);
        SpecialTokens special = ReadSpecialTokens(file, isRoberta, added);
        return type switch
        {
            "BPE" => new BytePairTokenizer(special, recognised, BytePairModel.Read(file, model, AddsPrefixSpace(file))),
            "WordPiece" => WordPieceReader.Read(file, model, special, recognised),
            _ => new UnigramTokenizer(
                special, recognised, UnigramModel.Read(file, model, added), NormalizerReader.Read(file), Metaspace.Read(file)),
        };
    }

    private static bool AddsPrefixSpace(JsonFile file)
    {
        if (file.Find("pre_tokenizer") is not { ValueKind: JsonValueKind.Object } preTokenizer
            || !preTokenizer.TryGetProperty("type", out JsonElement type) || !type.ValueEquals("ByteLevel"))
        {
            throw file.Fault("pre_tokenizer", "ByteLevel", file.Find("pre_tokenizer")?.GetRawText() ?? "nothing");
        }

        return preTokenizer.TryGetProperty("add_prefix_space", out JsonElement adds) && adds.ValueKind == JsonValueKind.True;
    }

    private static SpecialTokens ReadSpecialTokens(JsonFile file, bool isRoberta, List<AddedToken> added)
    {
        int Id(params string[] names)
        {
            foreach (string name in names)
            {
                if (added.Find(token => string.Equals(token.Content, name, StringComparison.Ordinal)) is { } token)
                {
                    return token.Id;
                }
            }

            return -1;
        }

        int start = Id("<s>", "[CLS]");
        int end = Id("</s>", "[SEP]");
        return start >= 0 && end >= 0
            ? new SpecialTokens(start, end, Id("<unk>", "[UNK]")) { SeparatorCount = isRoberta ? 2 : 1 }
            : throw file.Fault("added_tokens", "<s> and </s>, or [CLS] and [SEP]", "not both");
    }

    private static List<AddedToken> ReadAddedTokens(JsonFile file)
    {
        var tokens = new List<AddedToken>();
        if (file.Find("added_tokens") is not { ValueKind: JsonValueKind.Array } list)
        {
            return tokens;
        }

        foreach (JsonElement entry in list.EnumerateArray())
        {
            if (!entry.TryGetProperty("content", out JsonElement content) || content.GetString() is not { } text
                || !entry.TryGetProperty("id", out JsonElement idValue) || !idValue.TryGetInt32(out int id) || id < 0)
            {
                throw file.Fault("added_tokens", "entries with content and id", entry.GetRawText());
            }

            bool Flag(string name) => entry.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;
            tokens.Add(new AddedToken(text, id, Flag("special"), Flag("lstrip"), Flag("rstrip"), Flag("single_word")));
        }

        return tokens;
    }
}
