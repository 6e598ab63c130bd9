using System.Text.Json;
using Footnote.Knowledge.Indexing;
using Footnote.Knowledge.Searching;

namespace Footnote.Knowledge.Tests;

public sealed class CustomValuesTests
{
    private const string Stored = """{"year":2024,"final":true,"who":"Ann","due":"2024-03-01"}""";

    [Theory]
    [InlineData("year", """{"equals":2024.0}""", true)]
    [InlineData("year", """{"equals":"2024"}""", false)]
    [InlineData("year", """{"from":2024,"to":2024}""", true)]
    [InlineData("year", """{"from":"2024-01-01"}""", false)]
    [InlineData("final", """{"equals":true}""", true)]
    [InlineData("final", """{"from":0}""", false)]
    [InlineData("who", """{"equals":"Ann"}""", true)]
    [InlineData("who", """{"equals":"ann"}""", false)]
    [InlineData("due", """{"from":"2024-03-01","to":"2024-03-01"}""", true)]
    [InlineData("due", """{"to":"2024-02-29"}""", false)]
    [InlineData("absent", """{"equals":null,"to":5}""", false)]
    public void Values_satisfy_what_has_their_kind_and_lies_within(string name, string json, bool expected)
    {
        var condition = JsonSerializer.Deserialize<CustomCondition>(json, Platform.Http.JsonDefaults.Options)!;
        var values = CustomValues.Parse(Stored);
        Assert.Equal(expected, values.Satisfy(name, condition));
        var again = JsonSerializer.Deserialize<CustomValues>(JsonSerializer.Serialize(values))!;
        Assert.Equal(expected, again.Satisfy(name, condition));
    }
}
