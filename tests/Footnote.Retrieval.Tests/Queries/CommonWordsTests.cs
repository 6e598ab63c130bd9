using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Tests.Queries;

public sealed class CommonWordsTests
{
    [Theory]
    [InlineData("bitcoin", true)]
    [InlineData("mortgage", true)]
    [InlineData("E102", true)]
    [InlineData("buy", false)]
    [InlineData("Buying", false)]
    [InlineData("cards", false)]
    public void IsSpecific_words_any_text_may_use_are_not(string word, bool specific)
    {
        Assert.Equal(specific, CommonWords.IsSpecific(word, "en"));
    }

    [Fact]
    public void IsSpecific_words_of_other_languages_are_taken_to_be_common()
    {
        Assert.False(CommonWords.IsSpecific("Hypothek", "de"));
    }
}
