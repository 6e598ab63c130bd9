using Footnote.Retrieval.Pipeline;

namespace Footnote.Retrieval.Tests.Pipeline;

public sealed class ContextBuilderTests
{
    private const string Document = "Alpha one two. Beta three four. Gamma five six. Delta seven eight. Omega nine ten.";

    private readonly ContextBuilder _builder = new(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);

    [Fact]
    public void Build_overlapping_neighbours_become_one_passage_equal_to_the_document_span()
    {
        var passages = _builder.Build([Chunk(2, 1, 15, 47), Chunk(1, 0, 0, 31)], 100);

        var passage = Assert.Single(passages);
        Assert.Equal(Document[..47], passage.Text);
        Assert.Equal([1, 2], passage.ChunkIds);
        Assert.Equal(9, passage.Tokens);
    }

    [Fact]
    public void Build_neighbours_apart_by_white_space_keep_their_length()
    {
        var passage = Assert.Single(_builder.Build([Chunk(1, 0, 0, 14), Chunk(2, 1, 15, 31)], 100));
        Assert.Equal(31, passage.Text.Length);
        Assert.Equal("Alpha one two.\nBeta three four.", passage.Text);
    }

    [Fact]
    public void Build_chunk_between_two_passages_joins_all_three()
    {
        var passage = Assert.Single(_builder.Build([Chunk(1, 0, 0, 14), Chunk(3, 2, 32, 47), Chunk(2, 1, 15, 31)], 100));
        Assert.Equal([1, 2, 3], passage.ChunkIds);
        Assert.Equal(47, passage.End);
    }

    [Fact]
    public void Build_chunks_of_different_documents_stay_apart()
    {
        var other = Chunk(2, 1, 15, 31);
        other = other with { Content = other.Content with { DocumentId = "other" } };
        Assert.Equal(2, _builder.Build([Chunk(1, 0, 0, 14), other], 100).Count);
    }

    [Fact]
    public void Build_repeated_text_is_shown_once()
    {
        var copy = Chunk(2, 0, 0, 14);
        copy = copy with { Content = copy.Content with { DocumentId = "copy" } };
        Assert.Equal([1], Assert.Single(_builder.Build([Chunk(1, 0, 0, 14), copy], 100)).ChunkIds);
    }

    [Fact]
    public void Build_chunk_that_does_not_fit_is_skipped_for_a_smaller_one()
    {
        var passages = _builder.Build([Chunk(1, 0, 0, 14), Chunk(9, 2, 48, 82, "b"), Chunk(3, 4, 67, 82, "c")], 6);
        Assert.Equal(["a", "c"], passages.Select(p => p.DocumentId));
        Assert.True(passages.Sum(p => p.Tokens) <= 6);
    }

    [Fact]
    public void Build_first_chunk_above_the_budget_is_cut_to_it()
    {
        var passage = Assert.Single(_builder.Build([Chunk(1, 0, 0, 47)], 4));
        Assert.Equal(Document[passage.Start..passage.End], passage.Text);
        Assert.InRange(passage.Tokens, 1, 4);
    }

    [Fact]
    public void Build_relevance_of_a_joined_passage_is_that_of_its_best_chunk()
    {
        var passage = Assert.Single(_builder.Build(
            [Chunk(1, 0, 0, 14) with { RelevanceScore = 0.9 }, Chunk(2, 1, 15, 31) with { RelevanceScore = 0.4 }], 100));
        Assert.Equal(0.9, passage.RelevanceScore);
    }

    private static RetrievedChunk Chunk(int id, int number, int start, int end, string document = "a") => new(
        id,
        new ChunkContent
        {
            Id = id,
            DocumentId = document,
            Number = number,
            Title = "Letters",
            Text = Document[start..end],
            Start = start,
            End = end,
        },
        1);
}
