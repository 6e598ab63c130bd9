using Footnote.Testing;

namespace Footnote.Cli.Tests;

public class EmbedTests
{
    [Fact]
    public async Task Texts_become_unit_vectors_in_order()
    {
        using var folder = new TemporaryFolder();
        var texts = folder.Write(
            "texts.jsonl",
            "{\"text\":\"A bank card was lost.\"}\n{\"text\":\"\"}\n{\"text\":\"My card is gone.\"}\n{\"text\":\"Bread needs flour.\"}\n");
        var result = await Command.RunAsync("embed", "--texts", texts, "--precision", "fp32", "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(4, result.JsonLines.Count);
        var vectors = result.JsonLines
            .Select(line => line.GetProperty("vector").EnumerateArray().Select(value => value.GetDouble()).ToArray()).ToList();
        Assert.All(vectors, vector => Assert.Equal(1, vector.Sum(value => value * value), 1e-4));
        Assert.All(result.JsonLines, line => Assert.Equal("granite-embedding-30m-english", line.GetProperty("model").GetString()));
        Assert.Equal(2, result.JsonLines[1].GetProperty("tokens").GetInt32());
        Assert.True(Cosine(vectors[0], vectors[2]) > Cosine(vectors[0], vectors[3]));
    }

    [Fact]
    public async Task Special_tokens_in_a_text_are_inert_unless_asked_for()
    {
        using var folder = new TemporaryFolder();
        var texts = folder.Write("texts.jsonl", "{\"text\":\"a<mask>b\"}\n");
        var inert = await Command.RunAsync("embed", "--texts", texts, "--json");
        var recognised = await Command.RunAsync("embed", "--texts", texts, "--special-tokens", "--json");
        Assert.True(inert.JsonLines[0].GetProperty("tokens").GetInt32() > recognised.JsonLines[0].GetProperty("tokens").GetInt32());
    }

    [Theory]
    [InlineData("not json", "line 1")]
    [InlineData("{\"text\":\"fine\"}\n{\"txt\":\"no text\"}", "line 2")]
    public async Task Malformed_file_is_refused_with_its_line(string content, string place)
    {
        using var folder = new TemporaryFolder();
        var result = await Command.RunAsync("embed", "--texts", folder.Write("texts.jsonl", content), "--json");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(place, result.Errors);
    }

    [Fact]
    public async Task Unknown_model_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var result = await Command.RunAsync(
            "embed", "--texts", folder.Write("texts.jsonl", "{\"text\":\"x\"}"), "--model", "no-such-model");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no-such-model", result.Errors);
    }

    private static double Cosine(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();
}
