using System.Text;
using Footnote.Retrieval.Chunking;

namespace Footnote.Retrieval.Tests.Chunking;

public sealed class DocumentChunkerTests
{
    private static readonly ChunkingOptions Small = new() { TargetTokens = 20, OverlapTokens = 6, MinimumTokens = 5 };

    [Fact]
    public void Chunk_short_document_is_one_chunk_that_equals_its_span()
    {
        var document = new DocumentBuilder().Add(BlockKind.Heading, "Cards", 1).Add(BlockKind.Paragraph, "A card can be frozen.").Build();

        var chunk = Assert.Single(new DocumentChunker(Small, CountWords).Chunk(document));

        Assert.Equal("Cards\n\nA card can be frozen.", chunk.Text);
        Assert.Equal(["Cards"], chunk.HeadingPath);
        Assert.Equal(6, chunk.Tokens);
    }

    [Fact]
    public void Chunk_every_chunk_is_exactly_its_span_and_within_the_budget()
    {
        var document = Long();
        foreach (var chunk in new DocumentChunker(Small, CountWords).Chunk(document))
        {
            Assert.Equal(document.Text[chunk.Start..chunk.End], chunk.Text);
            Assert.InRange(chunk.Tokens, 1, 20);
            Assert.Equal(CountWords(chunk.Text), chunk.Tokens);
        }
    }

    [Fact]
    public void Chunk_all_text_of_the_blocks_is_covered_and_numbers_count_from_zero()
    {
        var document = Long();
        var chunks = new DocumentChunker(Small, CountWords).Chunk(document);
        var covered = new bool[document.Text.Length];
        foreach (var chunk in chunks)
        {
            Array.Fill(covered, true, chunk.Start, chunk.End - chunk.Start);
        }

        Assert.DoesNotContain(Enumerable.Range(0, covered.Length), i => !covered[i] && !char.IsWhiteSpace(document.Text[i]));
        Assert.Equal(Enumerable.Range(0, chunks.Count), chunks.Select(c => c.Number));
    }

    [Fact]
    public void Chunk_section_that_is_cut_repeats_the_last_sentence_that_fits_the_overlap()
    {
        var text = string.Join(' ', Enumerable.Range(1, 12).Select(i => $"Sentence number {i} ends."));
        var chunks = new DocumentChunker(Small, CountWords).Chunk(new StructuredDocument("", text, []));

        Assert.True(chunks.Count > 2);
        for (var i = 1; i < chunks.Count; i++)
        {
            Assert.True(chunks[i].Start < chunks[i - 1].End);
            Assert.True(CountWords(text[chunks[i].Start..chunks[i - 1].End]) <= 6);
        }
    }

    [Fact]
    public void Chunk_new_section_starts_a_new_chunk_without_overlap()
    {
        var document = new DocumentBuilder()
            .Add(BlockKind.Heading, "One", 1).Add(BlockKind.Paragraph, "Alpha beta gamma delta epsilon zeta.")
            .Add(BlockKind.Heading, "Two", 1).Add(BlockKind.Paragraph, "Eta theta iota kappa lambda mu.").Build();

        var chunks = new DocumentChunker(Small, CountWords).Chunk(document);

        Assert.Equal(2, chunks.Count);
        Assert.StartsWith("Two", chunks[1].Text, StringComparison.Ordinal);
        Assert.Equal(["Two"], chunks[1].HeadingPath);
    }

    [Fact]
    public void Chunk_tiny_sections_are_joined_under_the_headings_they_share()
    {
        var document = new DocumentBuilder()
            .Add(BlockKind.Heading, "Fees", 1)
            .Add(BlockKind.Heading, "ATM", 2).Add(BlockKind.Paragraph, "None.")
            .Add(BlockKind.Heading, "Abroad", 2).Add(BlockKind.Paragraph, "One percent of it.").Build();

        var chunk = Assert.Single(new DocumentChunker(Small, CountWords).Chunk(document));

        Assert.Equal(["Fees"], chunk.HeadingPath);
    }

    [Fact]
    public void Chunk_heading_moves_to_the_chunk_of_its_text()
    {
        var document = new DocumentBuilder()
            .Add(BlockKind.Paragraph,
                "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen.")
            .Add(BlockKind.Heading, "Next", 1)
            .Add(BlockKind.Paragraph, "One two three four five six.").Build();
        var options = new ChunkingOptions { TargetTokens = 20, OverlapTokens = 0, MinimumTokens = 20 };

        var chunks = new DocumentChunker(options, CountWords).Chunk(document);

        Assert.Equal(2, chunks.Count);
        Assert.StartsWith("Next", chunks[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Chunk_table_rows_are_never_cut_while_they_fit()
    {
        var builder = new DocumentBuilder();
        for (var row = 0; row < 10; row++)
        {
            builder.Add(BlockKind.TableRow, $"row {row} | a. b | c. d");
        }

        var document = builder.Build();
        var starts = document.Blocks.Select(b => b.Start).ToHashSet();
        var ends = document.Blocks.Select(b => b.End).ToHashSet();
        Assert.All(new DocumentChunker(Small, CountWords).Chunk(document), c =>
        {
            Assert.Contains(c.Start, starts);
            Assert.Contains(c.End, ends);
        });
    }

    [Fact]
    public void Chunk_page_is_that_of_its_first_block()
    {
        var document = new StructuredDocument("", "First page here.\n\nSecond page there.",
            [new Block(BlockKind.Paragraph, 0, 16, 0, 3), new Block(BlockKind.Paragraph, 18, 36, 0, 4)]);
        Assert.Equal(3, Assert.Single(new DocumentChunker(Small, CountWords).Chunk(document)).Page);
    }

    [Fact]
    public void Chunk_deeper_heading_closes_when_an_outer_one_opens()
    {
        var document = new DocumentBuilder()
            .Add(BlockKind.Heading, "A", 1).Add(BlockKind.Heading, "B", 2).Add(BlockKind.Paragraph, "One two three four five.")
            .Add(BlockKind.Heading, "C", 1).Add(BlockKind.Paragraph, "One two three four five.").Build();

        var chunks = new DocumentChunker(Small, CountWords).Chunk(document);

        Assert.Equal(["A", "B"], chunks[0].HeadingPath);
        Assert.Equal(["C"], chunks[1].HeadingPath);
    }

    [Fact]
    public void Chunk_huge_single_token_is_cut_between_characters_without_breaking_surrogates()
    {
        var text = string.Concat(Enumerable.Repeat("\U0001F600", 500));
        var chunks = new DocumentChunker(Small, s => Encoding.UTF8.GetByteCount(s) / 4).Chunk(new StructuredDocument("", text, []));

        Assert.True(chunks.Count >= 25);
        Assert.All(chunks, c => Assert.False(char.IsLowSurrogate(c.Text[0]) || char.IsHighSurrogate(c.Text[^1])));
        Assert.Equal(text, string.Concat(chunks.Select(c => c.Text)));
    }

    [Fact]
    public void Chunk_ten_megabytes_without_white_space_ends()
    {
        var text = new string('x', 10_000_000);
        var chunks = new DocumentChunker(new ChunkingOptions(), s => (s.Length + 3) / 4).Chunk(new StructuredDocument("", text, []));
        Assert.Equal(text.Length, chunks[^1].End);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t ")]
    public void Chunk_blank_text_gives_no_chunks(string text)
    {
        Assert.Empty(new DocumentChunker(Small, CountWords).Chunk(new StructuredDocument("", text, [])));
    }

    [Fact]
    public void Chunk_blocks_outside_the_text_are_refused()
    {
        var document = new StructuredDocument("", "short", [new Block(BlockKind.Paragraph, 0, 6, 0, null)]);
        Assert.Throws<ArgumentException>(() => new DocumentChunker(Small, CountWords).Chunk(document));
    }

    [Fact]
    public void Constructor_overlap_above_half_the_target_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new DocumentChunker(new ChunkingOptions { TargetTokens = 20, OverlapTokens = 11, MinimumTokens = 0 }, CountWords));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Chunk_random_documents_keep_every_promise(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            var builder = new DocumentBuilder();
            for (var block = random.Next(1, 30); block > 0; block--)
            {
                var kind = (BlockKind)random.Next(5);
                var words = Enumerable.Range(0, random.Next(1, 70)).Select(_ => random.Next(6) == 0 ? "word." : "word");
                builder.Add(kind, string.Join(random.Next(9) == 0 ? '\n' : ' ', words), kind == BlockKind.Heading ? random.Next(1, 5) : 0);
            }

            var document = builder.Build();
            var chunks = new DocumentChunker(Small, CountWords).Chunk(document);
            Assert.All(chunks, c => Assert.True(c.Tokens <= 20 && c.Text == document.Text[c.Start..c.End]));
            Assert.Equal(document.Text.Trim().Length, chunks[^1].End - chunks[0].Start);
            Assert.All(chunks.Zip(chunks.Skip(1)), p => Assert.True(p.Second.Start > p.First.Start && p.Second.End > p.First.End));
        }
    }

    private static int CountWords(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static StructuredDocument Long()
    {
        var builder = new DocumentBuilder();
        for (var section = 1; section <= 4; section++)
        {
            builder.Add(BlockKind.Heading, $"Section {section}", 1);
            for (var paragraph = 1; paragraph <= 5; paragraph++)
            {
                builder.Add(BlockKind.Paragraph,
                    $"The first of {paragraph} is here. The second one follows it at once! Does a third come? It does, with "
                    + "a tail so very long that it alone would not fit into the budget of one chunk as the options of this test set it.");
            }
        }

        return builder.Build();
    }
}
