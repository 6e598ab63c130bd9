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
}
