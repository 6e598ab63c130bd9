using Footnote.Retrieval.Text;

namespace Footnote.Retrieval.Tests.Text;

public sealed class SentenceSegmenterTests
{
    [Theory]
    [InlineData("One. Two! Three?", "One.|Two!|Three?")]
    [InlineData("Dr. Smith paid $3.50 to Mr. J. Doe. He left.", "Dr. Smith paid $3.50 to Mr. J. Doe.|He left.")]
    [InlineData("See e.g. Fig. 3 and www.example.com. Then stop.", "See e.g. Fig. 3 and www.example.com.|Then stop.")]
    [InlineData("He said \"Stop.\" Then he left.", "He said \"Stop.\"|Then he left.")]
    [InlineData("Wait... what? Yes.", "Wait... what?|Yes.")]
    [InlineData("Title\n\nBody text\ngoes on.", "Title|Body text\ngoes on.")]
    [InlineData("Steps:\n- open it\n- close it", "Steps:|- open it|- close it")]
    [InlineData("1. Open the app. 2. Sign in.", "1. Open the app.|2. Sign in.")]
    [InlineData("今日は晴れ。明日は？雨。", "今日は晴れ。|明日は？|雨。")]
    [InlineData("Das kostet z.B. 3 Euro. Danke!", "Das kostet z.B. 3 Euro.|Danke!")]
    [InlineData("هل هذا صحيح؟ نعم.", "هل هذا صحيح؟|نعم.")]
    [InlineData("The answer is no. Try again.", "The answer is no.|Try again.")]
    [InlineData("  \n ", "")]
    [InlineData("", "")]
    public void SentenceSegmenter_text_gives_its_sentences(string text, string expected)
    {
        var sentences = SentenceSegmenter.Segment(text).Select(span => text[span.Start..span.End]);
        Assert.Equal(expected, string.Join('|', sentences));
    }

    [Fact]
    public void SentenceSegmenter_sentences_cover_all_visible_text()
    {
        var random = new Random(7);
        const string Alphabet = "ab AB.!?\n\"')12。…-";
        for (var round = 0; round < 500; round++)
        {
            var text = new string([.. Enumerable.Range(0, 60).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            var covered = string.Concat(SentenceSegmenter.Segment(text).Select(span => text[span.Start..span.End]));
            Assert.Equal(Visible(text), Visible(covered));
        }
    }

    private static string Visible(string text) => string.Concat(text.Where(unit => !char.IsWhiteSpace(unit)));
}
