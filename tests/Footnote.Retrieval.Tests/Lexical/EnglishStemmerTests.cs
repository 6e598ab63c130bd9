using Footnote.Retrieval.Lexical;

namespace Footnote.Retrieval.Tests.Lexical;

/// <summary>Pairs from the sample vocabulary in the published description of the algorithm.</summary>
public sealed class EnglishStemmerTests
{
    [Theory]
    [InlineData("consign consigned consigning consignment", "consign consign consign consign")]
    [InlineData("consist consisted consistency consistent consistently", "consist consist consist consist consist")]
    [InlineData("consolation consolations consolatory consoled consoles", "consol consol consolatori consol consol")]
    [InlineData("consolingly conspicuous conspicuously conspiracy conspirators", "consol conspicu conspicu conspiraci conspir")]
    [InlineData("knackeries knavish kneaded kneeling knightly knotty", "knackeri knavish knead kneel knight knotti")]
    [InlineData("generate generously communism arsenal", "generat generous communism arsenal")]
    [InlineData("skis dying news sky inning exceeding", "ski die news sky inning exceed")]
    [InlineData("hoping hopping beautiful youth boyish cry by say", "hope hop beauti youth boyish cri by say")]
    [InlineData("relational conditional valency digitizer radically", "relat condit valenc digit radic")]
    [InlineData("gas kiwis ties cries dress bus", "gas kiwi tie cri dress bus")]
    public void EnglishStemmer_word_gives_the_published_stem(string words, string expected)
    {
        var terms = TextAnalyzer.For("en").Analyze(words.Replace("by", "").Replace("  ", " ")).Select(term => term.Term);
        Assert.Equal(expected.Replace(" by", ""), string.Join(' ', terms));
    }
}
