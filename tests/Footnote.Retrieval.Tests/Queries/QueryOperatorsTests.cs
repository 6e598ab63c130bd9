using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Tests.Queries;

public sealed class QueryOperatorsTests
{
    [Fact]
    public void Read_quoted_phrase_and_excluded_word_are_separated_from_the_text()
    {
        var operators = QueryOperators.Read("card \"lost or stolen\" -business fees");
        Assert.Equal("card lost or stolen fees", operators.Text);
        Assert.Equal(["lost or stolen"], operators.Phrases);
        Assert.Equal(["business"], operators.Excluded);
    }

    [Theory]
    [InlineData("5-year bond")]
    [InlineData("a - b")]
    [InlineData("-5 degrees")]
    [InlineData("an open \" quote")]
    [InlineData("-leading")]
    public void Read_what_is_no_operator_stays_text(string query)
    {
        var operators = QueryOperators.Read(query);
        Assert.Equal(query, operators.Text);
        Assert.Empty(operators.Phrases);
        Assert.Empty(operators.Excluded);
    }

    [Fact]
    public void Read_excluded_phrase_is_no_part_of_the_text()
    {
        var operators = QueryOperators.Read("card -\"prepaid card\" fees");
        Assert.Equal("card fees", operators.Text);
        Assert.Equal(["prepaid card"], operators.Excluded);
        Assert.Empty(operators.Phrases);
    }

    [Fact]
    public void Read_curly_quotes_count_too()
    {
        Assert.Equal(["standing order"], QueryOperators.Read("\u201Cstanding order\u201D limit").Phrases);
    }
}
