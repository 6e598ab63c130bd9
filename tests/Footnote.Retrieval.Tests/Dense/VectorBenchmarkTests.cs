using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Footnote.Retrieval.Dense;

namespace Footnote.Retrieval.Tests.Dense;

public sealed class VectorBenchmarkTests : IDisposable
{
    private const int Dimensions = 24;
    private readonly string _folder = Directory.CreateTempSubdirectory("footnote-bench-").FullName;

    [Fact]
    public void Run_prints_a_build_line_the_scan_the_sweep_and_a_summary()
    {
        var vectors = TestVectors.Clustered(500, Dimensions, seed: 51);
        var queries = TestVectors.Clustered(20, Dimensions, seed: 51)[..20];
        var truth = queries.SelectMany(query => TestVectors.BruteForce(Entries(vectors), query, 12).Select(result => result.Id)).ToArray();
        Write<float>("base", [.. vectors.SelectMany(vector => vector)]);
        Write<float>("query", [.. queries.SelectMany(query => query)]);
        Write<int>("truth", truth);
        using var output = new StringWriter();
        VectorBenchmark.Run(Options() with { Recall = 0.9, Runs = 2, Threads = 1 }, output, TestContext.Current.CancellationToken);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal("build", (string?)lines[0]["op"]);
        Assert.Equal(1, (double)lines[1]["recall10"]!);
        Assert.All(lines, line => Assert.Equal("footnote", (string?)line["peer"]));
        Assert.All(lines.Skip(1), line => Assert.True((double)line["allocated_per_query"]! >= 0));
        var summary = lines[^1];
        Assert.Equal("summary", (string?)summary["op"]);
        Assert.InRange((double)summary["recall10"]!, 0.9, 1);
        string[] keys = ["qps", "p50_us", "p99_us", "build_s", "exact_qps", "bytes_per_vector"];
        Assert.All(keys, key => Assert.True((double)summary[key]! >= 0, key));
    }

    [Fact]
    public void Files_that_do_not_fit_together_are_refused()
    {
        Write<float>("base", new float[Dimensions * 3]);
        Write<float>("query", new float[Dimensions * 2]);
        Write<int>("truth", new int[19]);
        using var output = new StringWriter();
        Assert.Throws<ArgumentException>(() => VectorBenchmark.Run(Options(), output, TestContext.Current.CancellationToken));
        Write<int>("truth", new int[20]);
        Write<float>("base", new float[(Dimensions * 3) + 1]);
        Assert.Throws<ArgumentException>(() => VectorBenchmark.Run(Options(), output, TestContext.Current.CancellationToken));
        Assert.Empty(output.ToString());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<KeyValuePair<int, float[]>> Entries(float[][] vectors) =>
        vectors.Select((vector, id) => KeyValuePair.Create(id, vector));

    private VectorBenchmarkOptions Options() => new()
    {
        Vectors = Path.Combine(_folder, "base"),
        Queries = Path.Combine(_folder, "query"),
        Truth = Path.Combine(_folder, "truth"),
        Dimensions = Dimensions,
    };

    private void Write<T>(string name, T[] values)
        where T : unmanaged => File.WriteAllBytes(Path.Combine(_folder, name), MemoryMarshal.AsBytes<T>(values));
}
