using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Footnote.Encoder.Tokenizers;
using Footnote.Encoder.Tokenizers.Normalization;

namespace Footnote.Encoder.Tests;

public sealed class UnigramTests : IDisposable
{
    private const string Mark = "\u2581";

    private readonly string _folder = Directory.CreateTempSubdirectory("footnote-unigram-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Tokenize_takes_the_most_probable_cut_and_keeps_the_places()
    {
        Tokenizer tokenizer = Load(Vocabulary((Mark + "he", -2), (Mark + "hel", -4), ("llo", -3), ("lo", -2.5), (Mark, -6), ("h", -5),
            ("e", -5), ("l", -5)));

        // "▁hel" + "lo" is -6.5, "▁he" + "llo" is -5
        Assert.Equal([("▁he", 0, 2), ("llo", 2, 5), ("▁he", 7, 9)], Tokens(tokenizer, "hello  he"));
    }

    [Fact]
    public void Tokenize_joins_unknown_characters_that_follow_each_other()
    {
        Tokenizer tokenizer = Load(Vocabulary((Mark + "a", -1), (Mark, -2), ("b", -1)));

        Assert.Equal([("▁a", 0, 1), ("<unk>", 1, 4), ("b", 4, 5)], Tokens(tokenizer, "a漢😀b"));
    }

    [Fact]
    public void Tokenize_with_byte_fallback_gives_the_bytes_of_unknown_characters()
    {
        (string, double)[] bytes = [.. Enumerable.Range(0, 256).Select(value => ($"<0x{value:X2}>", -9.0))];
        Tokenizer tokenizer = Load(Vocabulary([(Mark + "a", -1), (Mark, -2), .. bytes]), byteFallback: true);

        Assert.Equal([("▁a", 0, 1), ("<0xC3>", 1, 2), ("<0xA9>", 1, 2)], Tokens(tokenizer, "aé"));
    }

    [Fact]
    public void Tokenize_of_special_tokens_written_out_leaves_them_ordinary_text()
    {
        Tokenizer tokenizer = Load(Vocabulary((Mark, -1), ("<", -1), ("s", -1), (">", -1)));

        Assert.Equal(["▁", "<", "s", ">"], Tokens(tokenizer, "<s>").Select(token => token.Text));
    }

    [Fact]
    public void Tokenize_with_a_prepended_mark_for_the_first_word_only_marks_just_that()
    {
        string preTokenizer = """{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first"}""";
        Tokenizer tokenizer = Load(Vocabulary((Mark + "a", -1), ("a", -1), (Mark, -3)), preTokenizer: preTokenizer);

        Assert.Equal([("▁a", 0, 1), ("▁a", 1, 3), ("▁", 3, 4)], Tokens(tokenizer, "a a "));
    }

    [Fact]
    public void Normalizers_in_sequence_replace_fold_and_strip_with_the_places_of_the_original()
    {
        string normalizer = """
            {"type": "Sequence", "normalizers": [
              {"type": "NFKC"}, {"type": "Lowercase"}, {"type": "Strip", "strip_left": true, "strip_right": true},
              {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}, {"type": "Replace", "pattern": {"String": "ß"},
                  "content": "ss"}]}
            """;
        string preTokenizer = """{"type": "Metaspace", "replacement": "▁", "add_prefix_space": true}""";
        Tokenizer tokenizer = Load(
            Vocabulary((Mark + "fi", -1), (Mark + "x", -1), ("ss", -1), ("f", -9), ("i", -9)), normalizer: normalizer,
                preTokenizer: preTokenizer);

        Assert.Equal([("▁fi", 2, 3), ("▁x", 3, 7), ("ss", 7, 8)], Tokens(tokenizer, "  \uFB01   Xß "));
    }

    [Fact]
    public void CharacterMap_replaces_what_it_lists_and_leaves_the_rest()
    {
        byte[] map = DoubleArray.Build([("é", "e"), ("Å", "A"), ("\t", " "), ("ffl", "y")]);
        CharacterMapStep step = CharacterMapStep.TryRead(map)!;
        var source = new NormalizedText();
        const string Text = "aé\tÅbfflx";
        for (int i = 0; i < Text.Length; i++)
        {
            source.Add(Text[i], i, i + 1);
        }

        var target = new NormalizedText();
        step.Apply(source, target);

        Assert.Equal("ae Abfflx", target.Characters.ToString());
        Assert.Equal(Enumerable.Range(0, Text.Length), target.Starts.ToArray());
    }

    [Fact]
    public void CharacterMap_of_damaged_bytes_is_refused_or_harmless()
    {
        var random = new Random(5);
        var source = new NormalizedText();
        source.Add("aé漢", 0, 3);
        for (int round = 0; round < 500; round++)
        {
            var bytes = new byte[random.Next(0, 200)];
            random.NextBytes(bytes);
            if (bytes.Length > 8)
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes, random.Next(1, bytes.Length / 4) * 4);
            }

            CharacterMapStep.TryRead(bytes)?.Apply(source, new NormalizedText());
        }
    }

    [Fact]
    public void Tokenize_of_random_words_is_as_probable_as_the_best_of_all_cuts()
    {
        var random = new Random(2);
        (string Text, double Score)[] entries = [.. Enumerable.Range(0, 40)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
                "abc"[random.Next(3)]))).Distinct(StringComparer.Ordinal)
            .Select(text => (text, -random.NextDouble() * 9))];
        (string, double)[] vocabulary = Vocabulary([(Mark, -1), ("a", -9), ("b", -9), ("c", -9), .. entries]);
        Tokenizer tokenizer = Load(vocabulary);
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach ((string text, double score) in vocabulary.Skip(4))
        {
            scores.TryAdd(text, score);
        }

        for (int round = 0; round < 100; round++)
        {
            string word = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => "abc"[random.Next(3)]));
            (string Text, int Start, int End)[] tokens = Tokens(tokenizer, word);

            Assert.Equal(Mark + word, string.Concat(tokens.Select(token => token.Text)));
            Assert.Equal(Best(Mark + word, scores), tokens.Sum(token => scores[token.Text]), 1e-4);
        }
    }

    [Fact]
    public void Tokenize_of_a_million_letters_without_a_space_ends()
    {
        Tokenizer tokenizer = Load(Vocabulary((Mark, -1), ("a", -2), ("aaaa", -3)));

        Assert.Equal(250_001, Tokens(tokenizer, new string('a', 1_000_000)).Length);
    }

    [Fact]
    public void SentenceEncoder_with_a_Unigram_tokenizer_encodes_any_text()
    {
        using var model = new TinyModel(new TinyShape { Roberta = true });
        Write(model.Folder, Vocabulary((Mark, -1), ("a", -2), ("b", -3)), false, null, null);
        using SentenceEncoder encoder = SentenceEncoder.Load(model.Folder);

        Assert.Equal([0, 4, 5, 6, 2], encoder.Tokenize("ab").Ids);
        Assert.Equal(1, encoder.Encode("abba 漢").Sum(value => (double)value * value), 1e-5);
    }

    private static double Best(string word, Dictionary<string, double> scores)
    {
        var best = new double[word.Length + 1];
        Array.Fill(best, double.NegativeInfinity);
        best[0] = 0;
        for (int end = 1; end <= word.Length; end++)
        {
            for (int start = 0; start < end; start++)
            {
                if (scores.TryGetValue(word[start..end], out double score))
                {
                    best[end] = Math.Max(best[end], best[start] + score);
                }
            }
        }

        return best[^1];
    }

    private static (string, double)[] Vocabulary(params (string, double)[] entries) =>
        [("<s>", 0), ("<pad>", 0), ("</s>", 0), ("<unk>", 0), .. entries];

    private Tokenizer Load((string, double)[] vocabulary, bool byteFallback = false, string? normalizer = null, string? preTokenizer = null)
    {
        Write(_folder, vocabulary, byteFallback, normalizer, preTokenizer);
        _entries = vocabulary;
        return TokenizerLoader.Load(_folder, isRoberta: true, allowSpecialTokens: false);
    }

    private (string, double)[] _entries = [];

    private static void Write(string folder, (string, double)[] vocabulary, bool byteFallback, string? normalizer, string? preTokenizer)
    {
        object[] added = [.. new[] { "<s>", "<pad>", "</s>", "<unk>" }.Select((content, id) => new { id, content, special = true })];
        preTokenizer ??= """
            {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, {"type": "Metaspace", "replacement": "▁"}]}
            """;
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), JsonSerializer.Serialize(new
        {
            added_tokens = added,
            normalizer = normalizer is null ? null : JsonSerializer.Deserialize<JsonElement?>(normalizer),
            pre_tokenizer = JsonSerializer.Deserialize<JsonElement>(preTokenizer),
            model = new
            {
                type = "Unigram",
                unk_id = 3,
                vocab = vocabulary.Select(entry =>
                new object[] { entry.Item1, entry.Item2 }),
                byte_fallback = byteFallback
            },
        }));
    }

    private (string Text, int Start, int End)[] Tokens(Tokenizer tokenizer, string text)
    {
        var buffer = new TokenBuffer();
        tokenizer.Tokenize(text, buffer);
        int[] starts = buffer.Starts.ToArray();
        int[] ends = buffer.Ends.ToArray();
        return [.. buffer.Ids.ToArray().Select((id, i) => (_entries[id].Item1, starts[i], ends[i]))];
    }

    /// <summary>The simplest builder of a double array: each node takes the first offset where its children fit.</summary>
    private static class DoubleArray
    {
        public static byte[] Build((string Key, string Value)[] entries)
        {
            var values = new MemoryStream();
            var keys = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach ((string key, string value) in entries)
            {
                keys[Convert.ToHexString(Encoding.UTF8.GetBytes(key))] = (int)values.Length;
                values.Write(Encoding.UTF8.GetBytes(value));
                values.WriteByte(0);
            }

            var units = new uint[4096];
            var used = new bool[4096];
            used[0] = true;
            Place(0, "", keys, units, used);
            var bytes = new byte[4 + (units.Length * 4)];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, units.Length * 4);
            Buffer.BlockCopy(units, 0, bytes, 4, units.Length * 4);
            return [.. bytes, .. values.ToArray()];
        }

        private static void Place(uint node, string prefix, SortedDictionary<string, int> keys, uint[] units, bool[] used)
        {
            byte[] labels = [.. keys.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && key.Length > prefix.Length)
                .Select(key => Convert.ToByte(key.Substring(prefix.Length, 2), 16)).Distinct()];
            bool isKey = keys.TryGetValue(prefix, out int value);
            uint[] slots = isKey ? [0, .. labels.Select(label => (uint)label)] : [.. labels.Select(label => (uint)label)];
            uint offset = 1;
            while (slots.Any(slot => used[node ^ offset ^ slot]))
            {
                offset++;
            }

            units[node] |= (offset << 10) | (isKey ? 0x100u : 0);
            foreach (uint slot in slots)
            {
                used[node ^ offset ^ slot] = true;
            }

            if (isKey)
            {
                units[node ^ offset] = (uint)value | 0x80000000;
            }

            foreach (byte label in labels)
            {
                units[node ^ offset ^ label] = label;
                Place(node ^ offset ^ label, prefix + label.ToString("X2"), keys, units, used);
            }
        }
    }
}
