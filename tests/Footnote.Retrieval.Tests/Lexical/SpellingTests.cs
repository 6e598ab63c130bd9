using Footnote.Retrieval.Lexical;

namespace Footnote.Retrieval.Tests.Lexical;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("acount", "account")]
    [InlineData("transfre", "transfer")]
    [InlineData("Überweissung", "überweisung")]
    [InlineData("insuficient", "insufficient")]
    [InlineData("account", "account")]
    public void Suggest_misspelled_word_gives_the_word_of_the_documents(string word, string expected)
    {
        using var index = Build("Account transfer account", "an Überweisung with insufficient funds");
        Assert.Equal(expected, index.Suggest(word)[0].Word);
    }

    [Fact]
    public void Suggest_nearest_comes_first_then_the_most_frequent()
    {
        using var index = Build("cart card card care");
        Assert.Equal(
            [new("card", 1, 2), new("care", 1, 1), new("cart", 1, 1)],
            index.Suggest("carx"));
    }

    [Fact]
    public void Suggest_word_of_the_same_letters_is_preferred()
    {
        using var index = Build("amount amount amount account");
        Assert.Equal("account", index.Suggest("acount")[0].Word);
    }

    [Fact]
    public void Suggest_agrees_with_a_table_of_distances()
    {
        var random = new Random(5);
        var words = Enumerable.Range(0, 2_000).Select(_ => RandomWord(random)).Distinct().ToArray();
        using var index = Build(string.Join(' ', words));
        for (var round = 0; round < 60; round++)
        {
            var word = RandomWord(random);
            var maximum = round % 4;
            var expected = words.Where(other => Distance(word, other) <= maximum).Order(StringComparer.Ordinal);
            var found = index.Suggest(word, maximum, 10_000).Select(suggestion => suggestion.Word).Order(StringComparer.Ordinal);
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void Suggest_word_of_a_deleted_document_is_gone_after_the_merge()
    {
        using var index = Build("secretword here", "public here");
        index.Delete(0);
        index.Optimize();
        Assert.Empty(index.Suggest("secretwrd"));
        Assert.NotEmpty(index.Suggest("publik"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("\uD800")]
    public void Suggest_odd_word_gives_nothing(string word)
    {
        using var index = Build("some words");
        Assert.Empty(index.Suggest(word));
    }

    [Fact]
    public void Statistics_count_what_the_index_holds()
    {
        using var index = Build("one two", "three");
        index.Delete(0);
        index.Commit();
        var statistics = index.Statistics();
        Assert.Equal((1, 1, 1), (statistics.Documents, statistics.DeletedDocuments, statistics.Segments));
        Assert.Equal("en", statistics.DominantLanguage);
        Assert.True(index.Idf("nowhere") > index.Idf("three"));
        Assert.Equal(1, index.DocumentFrequency("three"));
    }

    private static LexicalIndex Build(params string[] texts)
    {
        var index = new LexicalIndex(new LexicalIndexOptions());
        for (var i = 0; i < texts.Length; i++)
        {
            index.Upsert(new LexicalDocument(i, "", "", texts[i], "en"));
        }

        index.Commit();
        return index;
    }

    private static string RandomWord(Random random) =>
        new([.. Enumerable.Range(0, random.Next(3, 9)).Select(_ => "abcé"[random.Next(4)])]);

    private static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                table[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[left.Length, right.Length];
    }
}
