using Footnote.Retrieval.Text;

namespace Footnote.Retrieval.Tests.Text;

public sealed class WordSegmenterTests
{
    [Theory]
    [InlineData("The quick (\"brown\") fox can't jump 32.3 feet, right?", "The|quick|brown|fox|can't|jump|32.3|feet|right")]
    [InlineData("john.doe@example.com", "john.doe|example.com")]
    [InlineData("1,000.50 and 3,4 a,b", "1,000.50|and|3,4|a|b")]
    [InlineData("foo_bar __x 12_a", "foo_bar|__x|12_a")]
    [InlineData("A.B. e.g. 3.x", "A.B|e.g|3|x")]
    [InlineData("日本語 カタカナ ひら", "日|本|語|カタカナ|ひ|ら")]
    [InlineData("ש\"צ שלום", "ש\"צ|שלום")]
    [InlineData("e\u0301te\u0301 na\u00EFve", "e\u0301te\u0301|na\u00EFve")]
    [InlineData("a\u00ADb c\u200Dd", "a\u00ADb|c\u200Dd")]
    [InlineData("한국어를 배우다", "한국어를|배우다")]
    [InlineData("𝒳𝒴 𠀀", "𝒳𝒴|𠀀")]
    [InlineData(" \t,;!", "")]
    [InlineData("", "")]
    public void WordSegmenter_text_gives_the_words_of_annex_29(string text, string expected)
    {
        var words = WordSegmenter.Segment(text).Select(word => text[word.Start..word.End]);
        Assert.Equal(expected, string.Join('|', words));
    }

    [Fact]
    public void WordSegmenter_unpaired_surrogates_separate_words()
    {
        const string Text = "ab\uD83Dcd\uDE00ef\uD800";
        var words = WordSegmenter.Segment(Text).Select(word => Text[word.Start..word.End]);
        Assert.Equal(["ab", "cd", "ef"], words);
    }

    [Fact]
    public void WordSegmenter_words_are_ordered_and_apart_in_random_text()
    {
        var random = new Random(20_240_501);
        for (var round = 0; round < 200; round++)
        {
            var text = new string([.. Enumerable.Range(0, 200).Select(_ => (char)random.Next(0, 0x10000))]);
            var last = 0;
            foreach (var word in WordSegmenter.Segment(text))
            {
                Assert.True(word.Start >= last && word.End > word.Start && word.End <= text.Length);
                last = word.End;
            }
        }
    }

    [Theory]
    [InlineData("word", WordKind.Letters)]
    [InlineData("2a", WordKind.Letters)]
    [InlineData("3.14", WordKind.Number)]
    [InlineData("猫", WordKind.Ideographic)]
    [InlineData("カ", WordKind.Kana)]
    [InlineData("한국", WordKind.Hangul)]
    [InlineData("ก", WordKind.ComplexContext)]
    public void WordSegmenter_word_tells_its_kind(string text, WordKind expected) =>
        Assert.Equal(expected, Assert.Single(WordSegmenter.Segment(text)).Kind);
}
