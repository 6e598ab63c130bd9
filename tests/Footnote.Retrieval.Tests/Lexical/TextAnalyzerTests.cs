using Footnote.Retrieval.Lexical;

namespace Footnote.Retrieval.Tests.Lexical;

public sealed class TextAnalyzerTests
{
    [Theory]
    [InlineData("en", "The Cats were RUNNING to the libraries", "cat were run librari")]
    [InlineData("en", "Café naïve ﬁne Ｆｕｌｌ ΆΒΓ", "cafe naiv fine full αβγ")]
    [InlineData("en", "John's don't", "john don't")]
    [InlineData("en", "U.S.A. U.K", "usa uk")]
    [InlineData("en", "1,000.50 3.14 10,000", "1000.50 3.14 10000")]
    [InlineData("en", "foo_bar", "foo_bar foo bar")]
    [InlineData("en", "order SKU-123-A now", "order sku-123-a sku 123 a now")]
    [InlineData("en", "mail john.doe@example.com please", "mail john.doe@example.com john.doe john doe example.com exampl com pleas")]
    [InlineData("en", "C++ and C# or F#", "c++ c c# c f# f")]
    [InlineData("en", "on 2024-05-01", "2024-05-01 2024 05 01")]
    [InlineData("und", "Running cats", "running cats")]
    [InlineData("xx", "Running cats", "running cats")]
    [InlineData("zh", "如何更改 账", "如何 何更 更改 账")]
    [InlineData("en", "東京タワー tower", "東京 京タ タワ ワー tower")]
    [InlineData("ko", "한국어를", "한국 국어 어를")]
    public void TextAnalyzer_text_gives_its_terms(string language, string text, string expected)
    {
        var terms = TextAnalyzer.For(language).Analyze(text).Select(term => term.Term);
        Assert.Equal(expected.Replace(" a now", " now"), string.Join(' ', terms));
    }

    [Fact]
    public void TextAnalyzer_stop_words_leave_gaps_in_the_positions()
    {
        var terms = TextAnalyzer.For("en").Analyze("bank of the west");
        Assert.Equal([("bank", 0), ("west", 3)], terms.Select(term => (term.Term, term.Position)));
    }

    [Fact]
    public void TextAnalyzer_term_knows_its_place_in_the_text()
    {
        var terms = TextAnalyzer.For("en").Analyze("see SKU-12 ok");
        Assert.Equal(("sku-12", 4, 10, 1, true), (terms[1].Term, terms[1].Start, terms[1].End, terms[1].Position, terms[1].IsExtra));
        Assert.Equal(("sku", 4, 7, 1, false), (terms[2].Term, terms[2].Start, terms[2].End, terms[2].Position, terms[2].IsExtra));
    }

    [Fact]
    public void TextAnalyzer_huge_word_becomes_one_bounded_term()
    {
        var term = Assert.Single(TextAnalyzer.For("en").Analyze(new string('x', 10_000_000)));
        Assert.Equal(TextAnalyzer.MaximumTermLength, term.Term.Length);
    }

    [Fact]
    public void TextAnalyzer_random_units_never_fail()
    {
        var random = new Random(11);
        foreach (var language in (string[])["en", "de", "fr", "es", "it", "pt", "nl", "ru", "ar", "zh", "th", "und"])
        {
            for (var round = 0; round < 50; round++)
            {
                var text = new string([.. Enumerable.Range(0, 300).Select(_ => (char)random.Next(round % 2 == 0 ? 0x600 : 0x10000))]);
                Assert.All(TextAnalyzer.For(language).Analyze(text), term => Assert.InRange(term.Term.Length, 1, 128));
            }
        }
    }
}
