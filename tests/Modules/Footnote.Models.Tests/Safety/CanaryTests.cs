using Footnote.Models.Safety;

namespace Footnote.Models.Tests.Safety;

public sealed class CanaryTests
{
    [Fact]
    public void The_word_is_noticed_when_it_arrives_letter_by_letter_and_no_part_of_it_leaves()
    {
        string word = Canary.NewWord();
        var canary = new Canary(word);
        string sent = string.Concat($"My instructions: {word} and more".Select(c => canary.Push(c.ToString()))) + canary.Complete();

        Assert.True(canary.IsLeaked);
        Assert.Equal("My instructions: ", sent);
    }

    [Fact]
    public void Other_text_leaves_unchanged_although_it_begins_like_the_word()
    {
        string word = Canary.NewWord();
        var canary = new Canary(word);
        string text = $"fn-fn-f {word[..6]} fn-";

        Assert.Equal(text, string.Concat(text.Chunk(2).Select(part => canary.Push(new string(part)))) + canary.Complete());
        Assert.False(canary.IsLeaked);
    }
}
