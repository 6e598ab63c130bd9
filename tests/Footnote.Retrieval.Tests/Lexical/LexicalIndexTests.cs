using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Lexical;

namespace Footnote.Retrieval.Tests.Lexical;

public sealed class LexicalIndexTests
{
    [Fact]
    public void LexicalIndex_rarer_words_rank_higher()
    {
        using var index = Build("the bank has an account", "the bank has a card", "the bank has an overdraft and a card");
        Assert.Equal([2, 1], Ids(index, "card overdraft"));
    }

    [Fact]
    public void LexicalIndex_writes_are_visible_after_commit_only()
    {
        using var index = Build("first");
        index.Upsert(Document(1, "second"));
        index.Upsert(Document(0, "changed"));
        Assert.Empty(Ids(index, "second changed"));
        Assert.Equal([0], Ids(index, "first"));
        index.Commit();
        Assert.Equal([0, 1], Ids(index, "second changed").Order());
        Assert.Empty(Ids(index, "first"));
        Assert.Equal(2, index.Count);
    }

    [Fact]
    public void LexicalIndex_deletes_are_visible_after_commit_only()
    {
        using var index = Build("one apple", "two apple");
        Assert.True(index.Delete(0));
        Assert.False(index.Delete(0));
        Assert.False(index.Delete(7));
        Assert.Equal([0, 1], Ids(index, "apple"));
        index.Commit();
        Assert.Equal([1], Ids(index, "apple"));
    }

    [Fact]
    public void LexicalIndex_document_deleted_before_its_commit_never_appears()
    {
        using var index = Build("stays");
        index.Upsert(Document(1, "goes"));
        Assert.True(index.Delete(1));
        index.Commit();
        Assert.Empty(Ids(index, "goes"));
        Assert.Equal(1, index.Count);
    }

    [Fact]
    public void LexicalIndex_filter_lets_only_its_ids_pass()
    {
        using var index = Build("apple", "apple pie", "apple tart");
        var filter = new IdBitmap(3);
        filter.Set(1);
        Assert.Equal([1], index.Search(LexicalQuery.Parse("apple", "en"), 10, filter).Select(hit => hit.Id));
        Assert.Empty(index.Search(LexicalQuery.Parse("apple", "en"), 10, new IdBitmap(0)));
    }

    [Fact]
    public void LexicalIndex_phrase_must_occur_as_it_stands()
    {
        using var index = Build("insufficient funds in the account", "funds that are insufficient", "bank of the west", "bank west");
        Assert.Equal([0], Ids(index, "\"insufficient funds\""));
        Assert.Equal([2], Ids(index, "“bank of the west”"));
        Assert.Equal([0], Ids(index, "account \"insufficient funds\" west"));
        Assert.Empty(Ids(index, "\"funds account\""));
        Assert.Equal([0, 1], Ids(index, "insufficient \"funds").Order());
    }

    [Fact]
    public void LexicalIndex_phrase_does_not_cross_from_title_to_text()
    {
        using var index = new LexicalIndex(new LexicalIndexOptions());
        index.Upsert(new LexicalDocument(0, "red", "green", "blue", "en"));
        index.Commit();
        Assert.Equal([0], Ids(index, "red green blue"));
        Assert.Empty(Ids(index, "\"red green\""));
        Assert.Empty(Ids(index, "\"green blue\""));
    }

    [Fact]
    public void LexicalIndex_minus_excludes_words_and_phrases()
    {
        using var index = Build("credit card", "debit card", "card limit exceeded", "card limit");
        Assert.Equal([1, 2, 3], Ids(index, "card -credit").Order());
        Assert.Equal([0, 1, 3], Ids(index, "card -\"limit exceeded\"").Order());
        Assert.Equal([0], Ids(index, "-credit"));
        Assert.Equal([0, 1, 2, 3], Ids(index, "credit-card").Order());
    }

    [Fact]
    public void LexicalIndex_weighted_title_lifts_a_document()
    {
        using var index = new LexicalIndex(new LexicalIndexOptions { TitleWeight = 4, HeadingWeight = 2 });
        index.Upsert(new LexicalDocument(0, "other", "other", "fees and more words there", "en"));
        index.Upsert(new LexicalDocument(1, "fees", "other", "other words are there", "en"));
        index.Upsert(new LexicalDocument(2, "other", "fees", "other words are there", "en"));
        index.Commit();
        Assert.Equal([1, 2, 0], Ids(index, "fees"));
    }

    [Fact]
    public void LexicalIndex_explanation_adds_up_to_the_score()
    {
        using var index = Build("insufficient funds in the account", "funds account", "account funds account -fee");
        foreach (var text in (string[])["account funds funds", "account \"insufficient funds\"", "fee account"])
        {
            var query = LexicalQuery.Parse(text, "en");
            foreach (var hit in index.Search(query, 10))
            {
                var explanation = index.Explain(query, hit.Id);
                Assert.True(explanation.IsMatch);
                Assert.Equal(hit.Score, explanation.Value, 0.0001f);
                Assert.Contains("idf", explanation.ToString(), StringComparison.Ordinal);
            }
        }

        Assert.False(index.Explain(LexicalQuery.Parse("account -fee", "en"), 2).IsMatch);
        Assert.False(index.Explain(LexicalQuery.Parse("account", "en"), 99).IsMatch);
    }

    [Fact]
    public void LexicalIndex_codes_and_addresses_are_found()
    {
        using var index = Build(
            "order SKU-123-A is late", "order SKU-123-B is late", "mail help@bank.example now", "call +49 30 1234567", "uses C# not C++");
        Assert.Equal(0, Ids(index, "sku-123-a")[0]);
        Assert.Equal(1, Ids(index, "SKU-123-B")[0]);
        Assert.Equal(2, Ids(index, "help@bank.example")[0]);
        Assert.Equal(3, Ids(index, "1234567")[0]);
        Assert.Equal(4, Ids(index, "C++")[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("the of and")]
    [InlineData("!!! ,,, \"\" -")]
    [InlineData("\uD800 \uDC00")]
    public void LexicalIndex_query_without_words_finds_nothing(string text)
    {
        using var index = Build("some text");
        Assert.Empty(Ids(index, text));
    }

    [Fact]
    public void LexicalIndex_takes_in_empty_broken_and_huge_text()
    {
        using var index = Build("", "\uD83D\uDE00\uD83D broken\uDC00", new string('x', 10_000_000), "a\0b");
        Assert.Equal(4, index.Count);
        Assert.Equal([1], Ids(index, "broken"));
        Assert.Equal([2], Ids(index, new string('x', 10_000_000)));
    }

    [Fact]
    public void LexicalIndex_equal_scores_keep_the_order_of_insertion()
    {
        using var index = new LexicalIndex(new LexicalIndexOptions { MergesInBackground = false });
        int[] order = [5, 3, 9, 1, 7];
        foreach (var id in order)
        {
            index.Upsert(Document(id, "same words"));
            index.Commit();
        }

        Assert.Equal(order, Ids(index, "same"));
        index.Optimize();
        Assert.Equal(order, Ids(index, "same"));
        Assert.Equal([5, 3], index.Search(LexicalQuery.Parse("words", "en"), 2).Select(hit => hit.Id));
    }

    [Fact]
    public void LexicalIndex_bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LexicalIndex(new LexicalIndexOptions { B = 2 }));
        Assert.Throws<ArgumentException>(() => new LexicalIndex(new LexicalIndexOptions { K1 = float.NaN }));
        Assert.Throws<ArgumentException>(() => new LexicalIndex(new LexicalIndexOptions { TitleWeight = 0 }));
        using var index = Build("x");
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Upsert(Document(-1, "x")));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Search(LexicalQuery.Parse("x"), 0));
    }

    [Fact]
    public void LexicalIndex_disposed_index_refuses_work()
    {
        var index = Build("x");
        index.Dispose();
        index.Dispose();
        Assert.Throws<ObjectDisposedException>(() => index.Search(LexicalQuery.Parse("x"), 1));
        Assert.Throws<ObjectDisposedException>(() => index.Upsert(Document(1, "x")));
        Assert.Throws<ObjectDisposedException>(index.Commit);
    }

    private static LexicalIndex Build(params string[] texts)
    {
        var index = new LexicalIndex(new LexicalIndexOptions());
        for (var i = 0; i < texts.Length; i++)
        {
            index.Upsert(Document(i, texts[i]));
        }

        index.Commit();
        return index;
    }

    private static LexicalDocument Document(int id, string text) => new(id, "", "", text, "en");

    private static List<int> Ids(LexicalIndex index, string query) =>
        [.. index.Search(LexicalQuery.Parse(query, "en"), 100).Select(hit => hit.Id)];
}
