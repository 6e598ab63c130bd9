using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Tests.Queries;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("transfer", "transfer", 0)]
    [InlineData("transfer", "tranfser", 1)]
    [InlineData("transfer", "trasfer", 1)]
    [InlineData("transfer", "transffer", 1)]
    [InlineData("transfer", "trensfor", 2)]
    public void Between_counts_edits(string a, string b, int distance)
    {
        Assert.Equal(distance, EditDistance.Between(a, b, 3));
    }

    [Fact]
    public void Between_beyond_the_limit_is_limit_plus_one()
    {
        Assert.Equal(2, EditDistance.Between("abcdef", "ghijkl", 1));
        Assert.Equal(2, EditDistance.Between("a", "abcdef", 1));
    }
}
