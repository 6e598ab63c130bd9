using Footnote.Retrieval.Lexical;

namespace Footnote.Retrieval.Tests.Lexical;

public sealed class LexicalBenchmarkTests
{
    [Fact]
    public void LexicalBenchmark_small_corpus_gives_all_figures()
    {
        var result = new LexicalBenchmark(new LexicalBenchmarkOptions
        {
            Documents = ["one two three", "two three four", "five"],
            Queries = ["two", "three five"],
            Builds = 2,
            Passes = 2,
            WarmUpQueries = 1,
        }).Run();
        Assert.Equal((3, 2, 10), (result.Documents, result.Queries, result.Limit));
        Assert.True(result.DocumentsPerSecond > 0 && result.QueriesPerSecond > 0 && result.IndexMegabytes > 0);
        Assert.True(result.QueriesPerSecondLowest <= result.QueriesPerSecond && result.QueriesPerSecond <= result.QueriesPerSecondHighest);
        Assert.True(result.MedianMicroseconds <= result.Percentile99Microseconds);
    }

    [Fact]
    public void LexicalBenchmark_without_documents_is_refused() =>
        Assert.Throws<ArgumentException>(() => new LexicalBenchmark(new LexicalBenchmarkOptions { Documents = [], Queries = ["x"] }));

    [Fact]
    public void LexicalBenchmarkReport_folder_gives_lines_of_json_with_the_agreed_keys()
    {
        var folder = Directory.CreateTempSubdirectory("tiny-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "corpus.jsonl"), "{\"_id\":\"a\",\"title\":\"One\",\"text\":\"two three\"}\n");
            File.WriteAllText(Path.Combine(folder.FullName, "queries.jsonl"), "{\"_id\":\"q\",\"text\":\"three\"}\n");
            using var output = new StringWriter();
            LexicalBenchmarkReport.Run(folder.FullName, output);
            var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(4, lines.Length);
            using var summary = System.Text.Json.JsonDocument.Parse(lines[^1]);
            Assert.All(
                ["qps", "p50_us", "p99_us", "docs_per_s", "index_mb"],
                key => Assert.True(summary.RootElement.GetProperty(key).GetDouble() >= 0, key));
            File.Delete(Path.Combine(folder.FullName, "queries.jsonl"));
            Assert.Throws<InvalidDataException>(() => LexicalBenchmarkReport.Run(folder.FullName, output));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
