using Footnote.Testing;

namespace Footnote.Cli.Tests;

public class EvalTests
{
    private const string Corpus = """
        {"_id":"d1","title":"Lost card","text":"Block a lost card in the app at once."}
        {"_id":"d2","title":"Bread","text":"Sourdough bread needs flour, water and salt."}
        {"_id":"d3","title":"Ships","text":"A container ship carries thousands of boxes."}

        """;

    [Theory]
    [InlineData("lexical")]
    [InlineData("dense")]
    [InlineData("hybrid")]
    public async Task Retrieval_prints_one_line_with_the_measures_and_writes_the_run(string mode)
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        var run = Path.Combine(folder.Root, "run.txt");
        var environment =
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["XDG_CACHE_HOME"] = Path.Combine(folder.Root, "cache") };
        var result = await Command.RunAsync(
            environment, "eval", "retrieval", "--data", folder.Root, "--mode", mode, "--save", run, "--json");
        Assert.True(result.ExitCode == 0, result.Errors);
        var line = Assert.Single(result.JsonLines);
        Assert.Equal(mode, line.GetProperty("mode").GetString());
        Assert.Equal(2, line.GetProperty("queries").GetInt32());
        Assert.Equal(1.0, line.GetProperty("ndcg@10").GetDouble(), 1e-9);
        Assert.Equal(1.0, line.GetProperty("mrr@10").GetDouble(), 1e-9);
        Assert.All(["recall@100", "p50_ms", "p99_ms"], name => Assert.True(line.GetProperty(name).GetDouble() >= 0));
        Assert.Matches(@"^q1 Q0 d1 1 [\d.eE+-]+ \S+$", File.ReadLines(run).First());
    }

    [Fact]
    public async Task Folder_that_is_no_collection_is_refused()
    {
        using var folder = new TemporaryFolder();
        var result = await Command.RunAsync("eval", "retrieval", "--data", folder.Root, "--mode", "lexical");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("corpus.jsonl", result.Errors);
    }

    private static void Write(TemporaryFolder folder)
    {
        folder.Write("corpus.jsonl", Corpus);
        folder.Write("queries.jsonl", "{\"_id\":\"q1\",\"text\":\"my card is lost\"}\n{\"_id\":\"q2\",\"text\":\"what does bread need\"}\n"
            + "{\"_id\":\"q3\",\"text\":\"not judged\"}\n");
        folder.Write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t2\n");
        folder.Write("meta.json", "{\"name\":\"tiny\",\"language\":\"en\"}");
    }
}
