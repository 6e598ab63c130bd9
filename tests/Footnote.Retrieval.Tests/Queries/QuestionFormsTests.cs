using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Tests.Queries;

public sealed class QuestionFormsTests
{
    [Theory]
    [InlineData("freeze card", QueryKind.Keyword)]
    [InlineData("When was the bank founded?", QueryKind.Factual)]
    [InlineData("How much does a transfer cost?", QueryKind.Factual)]
    [InlineData("How do I freeze my card?", QueryKind.Semantic)]
    [InlineData("my salary has not arrived although it was paid on Monday", QueryKind.Semantic)]
    [InlineData("What is the difference between a debit and a credit card?", QueryKind.Complex)]
    public void KindOf_forms_of_queries_are_told_apart(string query, QueryKind kind)
    {
        Assert.Equal(kind, QuestionForms.KindOf(query, QueryText.Words(query), 1));
    }

    [Theory]
    [InlineData("who founded it", AnswerType.Name)]
    [InlineData("how many cards may I have", AnswerType.Number)]
    [InlineData("in what year was it founded", AnswerType.Time)]
    [InlineData("when does it close", AnswerType.Time)]
    [InlineData("how do I close it", AnswerType.Any)]
    public void AnswerTypeOf_follows_the_question_words(string query, AnswerType type)
    {
        Assert.Equal(type, QuestionForms.AnswerTypeOf(QueryText.Words(query)));
    }

    [Fact]
    public void Split_two_whole_questions_are_two_parts()
    {
        Assert.Equal(
            ["What does a transfer abroad cost?", "how long does a refund take?"],
            QuestionParts.Split("What does a transfer abroad cost and how long does a refund take?"));
    }

    [Theory]
    [InlineData("What is RAG and how does it work?")]
    [InlineData("What are the fees and limits of the card?")]
    [InlineData("How do I open an account?")]
    public void Split_parts_that_lean_on_each_other_stay_one(string query)
    {
        Assert.Empty(QuestionParts.Split(query));
    }

    [Fact]
    public void Split_two_question_marks_are_two_parts()
    {
        Assert.Equal(2, QuestionParts.Split("Where is the nearest branch? When do branches open?").Count);
    }
}
