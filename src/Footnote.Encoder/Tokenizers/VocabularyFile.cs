using Footnote.Encoder.Formats;

namespace Footnote.Encoder.Tokenizers;

/// <summary>A BERT tokenizer from <c>vocab.txt</c> (one entry a line, its number the id) and <c>tokenizer_config.json</c>.</summary>
internal static class VocabularyFile
{
    public static Tokenizer Load(string folder, bool allowSpecialTokens)
    {
        string path = Path.Combine(folder, "vocab.txt");
        if (!File.Exists(path))
        {
            throw new ModelFormatException(folder, null, "tokenizer.json or vocab.txt", "neither");
        }

        var vocabulary = new WordPieceVocabulary("##");
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        for (int id = 0; rest.Length > 0; id++)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            vocabulary.Add(line.EndsWith("\r"u8) ? line[..^1] : line, id);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        JsonFile? configuration = JsonFile.TryRead(Path.Combine(folder, "tokenizer_config.json"));
        var recognised = new List<AddedToken>();
        int Special(string setting, string fallback)
        {
            // a token is a text, or in older files an object with its content
            string content = configuration?.Find(setting) is { ValueKind: System.Text.Json.JsonValueKind.String } text ? text.GetString()!
                : fallback;
            int id = vocabulary.Find(System.Text.Encoding.UTF8.GetBytes(content));
            if (id < 0)
            {
                throw new ModelFormatException(path, setting, "the entry " + content, "no such entry");
            }

            recognised.Add(new AddedToken(content, id, IsSpecial: true, StripsLeft: false, StripsRight: false, IsSingleWord: false));
            return id;
        }

        var special = new SpecialTokens(Special("cls_token", "[CLS]"), Special("sep_token", "[SEP]"), Special("unk_token", "[UNK]"));
        Special("pad_token", "[PAD]");
        Special("mask_token", "[MASK]");
        bool lowercases = configuration?.Bool("do_lower_case") ?? true;
        var settings = new WordPieceSettings(
            lowercases, configuration?.Bool("strip_accents") ?? lowercases, configuration?.Bool("tokenize_chinese_chars") ?? true);
        return new WordPieceTokenizer(special, allowSpecialTokens ? recognised : [], vocabulary, settings);
    }
}
