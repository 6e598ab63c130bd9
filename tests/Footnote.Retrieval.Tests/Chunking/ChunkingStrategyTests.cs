using Footnote.Retrieval.Chunking;

namespace Footnote.Retrieval.Tests.Chunking;

public sealed class ChunkingStrategyTests
{
    public static TheoryData<ChunkingStrategy> Strategies { get; } = new(Enum.GetValues<ChunkingStrategy>());

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Chunk_random_documents_gives_exact_spans_within_the_budget_that_cover_everything(ChunkingStrategy strategy)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var document = RandomDocument(random);
            var target = random.Next(16, 40);
            var options = Options(strategy, target, random.Next(0, (target / 2) + 1));
            var chunks = new DocumentChunker(options, CountWords).Chunk(document);
            var covered = new bool[document.Text.Length];
            foreach (var chunk in chunks)
            {
                Assert.Equal(document.Text[chunk.Start..chunk.End], chunk.Text);
                Assert.InRange(chunk.Tokens, 1, target);
                Assert.False(char.IsWhiteSpace(chunk.Text[0]) || char.IsWhiteSpace(chunk.Text[^1]), $"seed {seed}");
                Array.Fill(covered, value: true, chunk.Start, chunk.End - chunk.Start);
            }

            Assert.DoesNotContain(Enumerable.Range(0, covered.Length), i => !covered[i] && !char.IsWhiteSpace(document.Text[i]));
            Assert.Equal(Enumerable.Range(0, chunks.Count), chunks.Select(chunk => chunk.Number));
            Assert.All(chunks.Zip(chunks.Skip(1)), pair => Assert.True(pair.First.Start < pair.Second.Start, $"seed {seed}"));
            AssertPages(document, chunks);
        }
    }

    [Fact]
    public void Page_strategy_keeps_a_page_that_fits_whole_and_never_crosses_one()
    {
        var document = new DocumentBuilder()
            .Add(BlockKind.Heading, "First slide", 1, page: 1)
            .Add(BlockKind.Paragraph, Words(5), page: 1)
            .Add(BlockKind.Heading, "Part", 2, page: 1)
            .Add(BlockKind.Paragraph, Words(5), page: 1)
            .Add(BlockKind.Paragraph, Words(30), page: 2)
            .Add(BlockKind.ListItem, Words(3), page: 4)
            .Build();
        var chunks = Cut(document, ChunkingStrategy.Page);
        Assert.Equal([1, 2, 2, 4], chunks.Select(chunk => chunk.Page));
        Assert.EndsWith(Words(5), chunks[0].Text, StringComparison.Ordinal);
        Assert.Equal(["First slide"], chunks[0].HeadingPath);
        Assert.Equal(["First slide", "Part"], chunks[3].HeadingPath);
    }

    [Fact]
    public void Page_strategy_is_as_structure_where_there_are_no_pages()
    {
        var document = RandomDocument(new Random(5), pages: false);
        Assert.Equal(Spans(document, ChunkingStrategy.Structure), Spans(document, ChunkingStrategy.Page));
    }

    [Fact]
    public void Row_strategy_makes_every_row_a_chunk_and_keeps_the_text_around_it_together()
    {
        var document = new DocumentBuilder()
            .Add(BlockKind.Heading, "Prices", 1)
            .Add(BlockKind.Paragraph, "All prices in euros.")
            .Add(BlockKind.TableRow, "City: Oslo | Price: 180")
            .Add(BlockKind.TableRow, "City: Rome | Price: 120")
            .Add(BlockKind.Paragraph, "Prices may change.")
            .Build();
        var chunks = Cut(document, ChunkingStrategy.Row);
        Assert.Equal(
            ["Prices\n\nAll prices in euros.", "City: Oslo | Price: 180", "City: Rome | Price: 120", "Prices may change."],
            chunks.Select(chunk => chunk.Text));
        Assert.All(chunks, chunk => Assert.Equal(["Prices"], chunk.HeadingPath));
    }

    [Fact]
    public void Sentence_strategy_fills_chunks_over_headings_and_repeats_whole_sentences()
    {
        var builder = new DocumentBuilder();
        for (var i = 0; i < 6; i++)
        {
            builder.Add(BlockKind.Heading, $"Part {i}", 1).Add(BlockKind.Paragraph, $"This is sentence {i} of six.");
        }

        var document = builder.Build();
        var chunks = Cut(document, ChunkingStrategy.Sentence);
        Assert.True(chunks.Count < Cut(document, ChunkingStrategy.Structure).Count);
        Assert.All(chunks.Zip(chunks.Skip(1)), pair => Assert.True(pair.Second.Start < pair.First.End));
    }

    [Fact]
    public void Fixed_strategy_cuts_nearly_full_windows_that_overlap_by_whole_words()
    {
        var text = string.Join(' ', Enumerable.Range(1, 100).Select(i => $"w{i}"));
        var chunks = Cut(new StructuredDocument("", text, []), ChunkingStrategy.Fixed);
        Assert.All(chunks.SkipLast(1), chunk => Assert.InRange(chunk.Tokens, 18, 20));
        Assert.Equal("w1", chunks[0].Text.Split(' ')[0]);
        Assert.Equal("w15", chunks[1].Text.Split(' ')[0]);
        Assert.EndsWith("w100", chunks[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Fixed_strategy_gets_past_a_word_that_is_longer_than_a_window()
    {
        var text = $"{Words(12)} {new string('x', 3000)} {Words(12)}";
        var options = Options(ChunkingStrategy.Fixed, 20, 10);
        var chunks = new DocumentChunker(options, s => (s.Length + 3) / 4).Chunk(new StructuredDocument("", text, []));
        Assert.All(chunks, chunk => Assert.InRange(chunk.Tokens, 1, 20));
        Assert.Equal(text.Length, chunks[^1].End);
    }

    [Fact]
    public void Strategy_that_is_not_known_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DocumentChunker(Options((ChunkingStrategy)9, 20, 0), CountWords));

    private static void AssertPages(StructuredDocument document, IReadOnlyList<Chunk> chunks)
    {
        foreach (var chunk in chunks)
        {
            var block = document.Blocks.Last(block => block.Start <= chunk.Start);
            Assert.Equal(block.Page, chunk.Page);
        }
    }

    private static IEnumerable<(int, int)> Spans(StructuredDocument document, ChunkingStrategy strategy) =>
        Cut(document, strategy).Select(chunk => (chunk.Start, chunk.End));

    private static IReadOnlyList<Chunk> Cut(StructuredDocument document, ChunkingStrategy strategy) =>
        new DocumentChunker(Options(strategy, 20, 6), CountWords).Chunk(document);

    private static ChunkingOptions Options(ChunkingStrategy strategy, int target, int overlap) =>
        new() { Strategy = strategy, TargetTokens = target, OverlapTokens = overlap, MinimumTokens = 5 };

    private static StructuredDocument RandomDocument(Random random, bool pages = true)
    {
        var builder = new DocumentBuilder();
        var page = 1;
        for (var i = random.Next(1, 25); i > 0; i--)
        {
            page += random.Next(4) == 0 ? 1 : 0;
            var kind = (BlockKind)random.Next(5);
            var sentences = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Words(random.Next(1, 15)) + ".");
            var text = kind == BlockKind.Heading ? Words(random.Next(1, 6)) : string.Join(' ', sentences);
            builder.Add(kind, text, kind == BlockKind.Heading ? random.Next(1, 4) : 0, pages ? page : null);
        }

        return builder.Build();
    }

    private static string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => $"Word{i}"));

    private static int CountWords(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
