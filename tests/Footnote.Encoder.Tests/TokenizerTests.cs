using System.Text.Json;
using Footnote.Encoder.Tokenizers;

namespace Footnote.Encoder.Tests;

public sealed class TokenizerTests : IDisposable
{
    private readonly SentenceEncoder _encoder = SentenceEncoder.Load(Models.Sentence);

    public void Dispose() => _encoder.Dispose();

    [Theory]
    [InlineData("a <mask> b")]
    [InlineData("</s><s><pad>")]
    public void Tokenize_of_special_tokens_written_out_leaves_them_ordinary_text(string text)
    {
        int[] ids = _encoder.Tokenize(text).Ids;

        Assert.DoesNotContain(ids[1..^1], id => id is 0 or 1 or 2 or 3 or 50264);
        Assert.True(ids.Length > 5);
    }

    [Fact]
    public void Tokenize_of_bracketed_special_tokens_leaves_WordPiece_text_ordinary()
    {
        using var model = new TinyModel(new TinyShape());
        using SentenceEncoder inert = SentenceEncoder.Load(model.Folder);
        using SentenceEncoder recognising = SentenceEncoder.Load(model.Folder, new EncoderOptions { AllowSpecialTokens = true });

        Assert.DoesNotContain(3, inert.Tokenize("fox [SEP] dog").Ids[1..^1]);
        Assert.Equal([2, 9, 3, 13, 3], recognising.Tokenize("fox [SEP] dog").Ids);
    }

    [Theory]
    [InlineData("x", 1_000_000)]
    [InlineData("ab", 500_000)]
    [InlineData(" ", 1_000_000)]
    [InlineData("\u4e2d", 300_000)]
    [InlineData("a.", 500_000)]
    [InlineData("'s", 500_000)]
    [InlineData("\ud83d\ude00", 250_000)]
    public void CountTokens_of_a_million_hostile_characters_ends_and_covers_them(string unit, int count)
    {
        string text = string.Concat(Enumerable.Repeat(unit, count));

        TokenizedText tokens = _encoder.Tokenize(text);

        Assert.Equal(tokens.Ids.Length, _encoder.CountTokens(text));
        Assert.Equal(text.Length, tokens.Ends[^2]);
        Assert.All(tokens.Starts.Zip(tokens.Ends), span => Assert.InRange(span.First, 0, span.Second));
    }

    [Fact]
    public void MergeWorkspace_by_heap_merges_as_by_scanning()
    {
        var random = new Random(11);
        for (int round = 0; round < 300; round++)
        {
            int symbols = random.Next(2, 6);
            var merges = new MergeTable(60);
            int next = symbols;
            for (int rank = 0; rank < 60; rank++)
            {
                merges.Add(random.Next(next), random.Next(next), rank, next++);
            }

            int[] text = [.. Enumerable.Range(0, random.Next(1, 90)).Select(_ => random.Next(symbols))];
            var scanning = new MergeWorkspace(int.MaxValue);
            var heap = new MergeWorkspace(0);
            foreach (MergeWorkspace workspace in new[] { scanning, heap })
            {
                text.CopyTo(workspace.Start(text.Length));
                workspace.Merge(merges);
            }

            Assert.Equal(scanning.Ids.ToArray(), heap.Ids.ToArray());
            Assert.Equal(scanning.Lengths.ToArray(), heap.Lengths.ToArray());
        }
    }

    [Fact]
    public void Tokenize_of_random_text_joins_to_the_bytes_of_the_text()
    {
        string[] pieces = Pieces();
        var random = new Random(3);
        for (int round = 0; round < 300; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 120)).Select(_ => char.ConvertFromUtf32(Draw(random))));

            int[] ids = _encoder.Tokenize(text).Ids[1..^1];

            byte[] bytes = [.. ids.SelectMany(id => pieces[id].Select(ToByte))];
            Assert.Equal(text, System.Text.Encoding.UTF8.GetString(bytes));
        }
    }

    [Fact]
    public void Tokenize_of_a_lone_surrogate_counts_as_a_replacement_character()
    {
        Assert.Equal(_encoder.Tokenize("a\uFFFDb").Ids, _encoder.Tokenize("a\uD800b").Ids);
    }

    private static int Draw(Random random)
    {
        (int First, int Last)[] ranges = [(32, 126), (97, 122), (9, 13), (0xA0, 0x24F), (0x370, 0x4FF), (0x4E00, 0x9FFF), (0x1F300,
            0x1FAFF), (0x2000, 0x206F)];
        (int first, int last) = ranges[random.Next(ranges.Length)];
        return random.Next(first, last + 1);
    }

    private static string[] Pieces()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Models.Sentence, "tokenizer.json")));
        var pieces = new string[50265];
        foreach (JsonProperty entry in document.RootElement.GetProperty("model").GetProperty("vocab").EnumerateObject())
        {
            pieces[entry.Value.GetInt32()] = entry.Name;
        }

        return pieces;
    }

    /// <summary>GPT-2's printable characters, the other way round and written another way than in the library.</summary>
    private static byte ToByte(char character)
    {
        if (character < 256)
        {
            return (byte)character;
        }

        int[] hidden = [.. Enumerable.Range(0, 33), .. Enumerable.Range(127, 34), 173];
        return (byte)hidden[character - 256];
    }
}
