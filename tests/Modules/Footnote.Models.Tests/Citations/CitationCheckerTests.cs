using Footnote.Models.Citations;

namespace Footnote.Models.Tests.Citations;

public sealed class CitationCheckerTests
{
    private const string FeeText =
        "International transfers leave every\nworking day. The fee for an international transfer is 1.5% with a minimum of $3. Cash "
        + "withdrawals abroad are not free. The bank calls this \u201ca fair\n and simple price\u201d.";

    private static readonly PassageContent[] Passages =
    [
        new() { Index = 1, Title = "Fees", Text = FeeText },
        new() { Index = 2, Title = "Cards", Text = "A frozen card declines every payment. Unfreeze it in the app." },
    ];

    [Fact]
    public void A_sentence_that_says_what_the_passage_says_is_supported_and_quoted_verbatim()
    {
        CheckedAnswer answer = CitationChecker.Check("An international transfer has a fee of 1.5%, at the minimum $3 [1].", Passages);

        Citation citation = Assert.Single(answer.Citations);
        Assert.Equal((1, CitationVerdict.Supported), (citation.Index, citation.Verdict));
        Assert.Equal("The fee for an international transfer is 1.5% with a minimum of $3.", citation.Quote);
        Assert.Equal(citation.Quote, FeeText[citation.QuoteStart..citation.QuoteEnd]);
        Assert.True(answer.IsGrounded);
    }

    [Theory]
    [InlineData("An international transfer has a fee of 2.5% [1].", CitationVerdict.Unsupported)]
    [InlineData("Penguins swim faster than dolphins [1].", CitationVerdict.Unsupported)]
    [InlineData("The fee for an international transfer is 1.5% and is waived for premium customers in their first year [1].",
        CitationVerdict.Partial)]
    [InlineData("Cash withdrawals abroad are free [1].", CitationVerdict.Partial)]
    [InlineData("Cash withdrawals abroad are not free [1].", CitationVerdict.Supported)]
    [InlineData("The bank calls this \"a fair and simple price\" [1].", CitationVerdict.Supported)]
    [InlineData("The bank calls this \"a price nobody can beat\" [1].", CitationVerdict.Unsupported)]
    [InlineData("A frozen card declines every payment [1].", CitationVerdict.Unsupported)]
    public void The_verdict_follows_words_numbers_negations_and_quotations(string answer, CitationVerdict expected)
    {
        Assert.Equal(expected, Assert.Single(CitationChecker.Check(answer, Passages).Citations).Verdict);
    }

    [Fact]
    public void A_statement_that_nothing_bears_is_flagged_and_the_answer_is_not_grounded()
    {
        CheckedAnswer answer = CitationChecker.Check("A frozen card declines every payment [2]. Elephants never forget their friends.",
            Passages);

        Assert.Contains(answer.Citations, citation => citation is { Index: 0, Verdict: CitationVerdict.Unsupported });
        Assert.False(answer.IsGrounded);
    }

    [Fact]
    public void A_marker_at_the_end_of_a_paragraph_bears_the_sentences_before_it()
    {
        CheckedAnswer answer = CitationChecker.Check("A frozen card declines every payment. You can unfreeze it in the app [2].", Passages);

        Assert.Equal(2, Assert.Single(answer.Citations).Index);
        Assert.True(answer.IsGrounded);
    }

    [Fact]
    public void Two_passages_bear_a_sentence_together()
    {
        CheckedAnswer answer = CitationChecker.Check(
            "International transfers leave every working day and a frozen card declines every payment [1][2].", Passages);

        Assert.Equal([CitationVerdict.Supported, CitationVerdict.Supported], answer.Citations.Select(citation => citation.Verdict));
    }

    [Fact]
    public void Citation_spans_point_at_the_sentence_without_its_marker()
    {
        CheckedAnswer answer = CitationChecker.Check("1. A frozen card declines every payment. [2]\n2. Unfreeze it in the app. [2]",
            Passages);

        Assert.Equal(
            ["A frozen card declines every payment.", "Unfreeze it in the app."],
            answer.Citations.Select(citation => answer.Text[citation.Start..citation.End]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("[1][2][3][[[")]
    [InlineData("\ud800 [1]")]
    public void Odd_answers_do_not_fail(string answer)
    {
        Assert.All(CitationChecker.Check(answer, Passages).Citations, citation =>
            Assert.InRange(citation.End, citation.Start, answer.Length));
    }
}
