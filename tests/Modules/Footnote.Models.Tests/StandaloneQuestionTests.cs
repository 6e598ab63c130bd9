using Footnote.Models.Memory;

namespace Footnote.Models.Tests;

public sealed class StandaloneQuestionTests
{
    [Theory]
    [InlineData("How does it work?", "What is RAG?", "How does RAG work?")]
    [InlineData("How long does that take?", "How do I freeze my card?", "How long does freeze card take?")]
    [InlineData("What are its limits?", "What is a savings pot?", "What are savings pot's limits?")]
    [InlineData("What about domestic transfers?", "How much does an international transfer cost?",
        "How much does an international transfer cost domestic transfers")]
    [InlineData("And abroad?", "What is the fee for cash withdrawals?", "What is the fee for cash withdrawals abroad")]
    [InlineData("Why?", "Is my card frozen?", "Why (card frozen)?")]
    public void A_question_that_leans_on_the_one_before_is_completed(string question, string before, string expected)
    {
        Assert.Equal(expected, StandaloneQuestion.Rewrite(question, [before]));
    }

    [Theory]
    [InlineData("How do I close my account?", "What is RAG?")]
    [InlineData("If my card is lost, can I block it?", "What is RAG?")]
    [InlineData("And how do I open a savings pot?", "What is RAG?")]
    [InlineData("How does it work?", "")]
    [InlineData("", "What is RAG?")]
    [InlineData("Wie funktioniert das?", "Was kostet eine Karte?")]
    public void A_question_that_stands_on_its_own_is_left_alone(string question, string before)
    {
        Assert.Equal(question, StandaloneQuestion.Rewrite(question, before.Length == 0 ? [] : [before]));
    }
}
