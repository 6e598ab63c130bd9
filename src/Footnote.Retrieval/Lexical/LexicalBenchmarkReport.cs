using System.Text.Json;

namespace Footnote.Retrieval.Lexical;

/// <summary>
/// Runs a <see cref="LexicalBenchmark"/> on a folder and prints one JSON line a measurement, the last one with all key figures.
/// </summary>
public static class LexicalBenchmarkReport
{
    private static readonly int[] Limits = [10, 100];

    /// <summary>Measures building once, searching for the best 10 and for the best 100; blocks its thread for about a minute.</summary>
    /// <param name="folder">A folder with corpus.jsonl[.gz] and queries.jsonl[.gz].</param>
    /// <param name="output">Where the lines go.</param>
    /// <param name="cancellationToken">Stops between passes.</param>
    /// <exception cref="InvalidDataException">The folder is not laid out so.</exception>
    /// <exception cref="ArgumentException">It has no documents or no queries.</exception>
    public static void Run(string folder, TextWriter output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        var corpus = LexicalBenchmarkCorpus.Read(folder);
        var results = new List<LexicalBenchmarkResult>();
        foreach (var limit in Limits)
        {
            var options = new LexicalBenchmarkOptions
            {
                Documents = corpus.Documents,
                Queries = corpus.Queries,
                Language = corpus.Language,
                Limit = limit,
            };
            results.Add(new LexicalBenchmark(options with { Builds = results.Count == 0 ? options.Builds : 1 }).Run(cancellationToken));
            if (results.Count == 1)
            {
                output.WriteLine(BuildLine(corpus, options, results[0]));
            }

            output.WriteLine(SearchLine(corpus, options, results[^1]));
        }

        output.WriteLine(SummaryLine(corpus, results[0]));
    }

    private static Dictionary<string, object> Head(LexicalBenchmarkCorpus corpus, string operation) => new(StringComparer.Ordinal)
    {
        ["bench"] = "lexical",
        ["op"] = operation,
        ["peer"] = "footnote",
        ["data"] = corpus.Name,
    };

    private static Dictionary<string, object> Parameters(LexicalBenchmarkCorpus corpus, LexicalBenchmarkOptions options) =>
        new(StringComparer.Ordinal)
        {
            ["analyzer"] = corpus.Language,
            ["k1"] = options.Index.K1,
            ["b"] = options.Index.B,
        };

    private static string BuildLine(LexicalBenchmarkCorpus corpus, LexicalBenchmarkOptions options, LexicalBenchmarkResult result)
    {
        var line = Head(corpus, "build");
        line["params"] = Parameters(corpus, options);
        line["docs"] = result.Documents;
        line["runs"] = options.Builds;
        line["docs_per_s"] = Math.Round(result.DocumentsPerSecond);
        line["docs_per_s_min"] = Math.Round(result.DocumentsPerSecondLowest);
        line["docs_per_s_max"] = Math.Round(result.DocumentsPerSecondHighest);
        line["docs_per_cpu_s"] = Math.Round(result.DocumentsPerCpuSecond);
        line["index_mb"] = Math.Round(result.IndexMegabytes, 2);
        return JsonSerializer.Serialize(line);
    }

    private static string SearchLine(LexicalBenchmarkCorpus corpus, LexicalBenchmarkOptions options, LexicalBenchmarkResult result)
    {
        var line = Head(corpus, "search");
        line["params"] = Parameters(corpus, options);
        line["k"] = result.Limit;
        line["exhaustive"] = false;
        line["threads"] = 1;
        line["runs"] = options.Passes;
        line["queries"] = result.Queries;
        line["qps"] = Math.Round(result.QueriesPerSecond);
        line["qps_min"] = Math.Round(result.QueriesPerSecondLowest);
        line["qps_max"] = Math.Round(result.QueriesPerSecondHighest);
        line["p50_us"] = Math.Round(result.MedianMicroseconds, 1);
        line["p99_us"] = Math.Round(result.Percentile99Microseconds, 1);
        line["cpu_us_per_query"] = Math.Round(result.CpuMicrosecondsPerQuery, 1);
        line["allocated_bytes_per_query"] = Math.Round(result.AllocatedBytesPerQuery);
        return JsonSerializer.Serialize(line);
    }

    private static string SummaryLine(LexicalBenchmarkCorpus corpus, LexicalBenchmarkResult result)
    {
        var line = Head(corpus, "summary");
        line["qps"] = Math.Round(result.QueriesPerSecond);
        line["p50_us"] = Math.Round(result.MedianMicroseconds, 1);
        line["p99_us"] = Math.Round(result.Percentile99Microseconds, 1);
        line["docs_per_s"] = Math.Round(result.DocumentsPerSecond);
        line["index_mb"] = Math.Round(result.IndexMegabytes, 2);
        line["cpu_us_per_query"] = Math.Round(result.CpuMicrosecondsPerQuery, 1);
        line["docs_per_cpu_s"] = Math.Round(result.DocumentsPerCpuSecond);
        return JsonSerializer.Serialize(line);
    }
}
