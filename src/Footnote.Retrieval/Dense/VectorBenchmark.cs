using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// Builds an index over a file of vectors and measures it: build time and memory, the exact scan, and the graph search over a sweep of ef,
/// against given true neighbours.
/// </summary>
public static class VectorBenchmark
{
    private const int K = 10;
    private const int MostExactQueries = 200;
    private static readonly int[] Sweep = [10, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 128, 160, 192, 256, 384, 512, 768, 1024];

    /// <summary>
    /// Runs the measurement and writes one JSON object per line: one of op "build", one of op "search" for the exact scan and for each ef,
    /// and last one of op "summary" with the cheapest setting that reaches the wanted recall (or the best recall reached).
    /// </summary>
    /// <param name="options">The files and settings.</param>
    /// <param name="output">Where the lines go; each is flushed.</param>
    /// <param name="cancellationToken">Stops between measurements.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="ArgumentException">The sizes of the files do not fit together.</exception>
    public static void Run(VectorBenchmarkOptions options, TextWriter output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        using var data = BenchmarkVectors.Open(options);
        using var index = new VectorIndex(new VectorIndexOptions
        {
            Dimensions = options.Dimensions,
            Storage = options.Storage,
            M = options.M,
            EfConstruction = options.EfConstruction,
            ExactThreshold = 0,
            VectorFile = options.VectorFile,
        });
        var threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        var build = Build(options, data, index, threads);
        Write(output, build);
        cancellationToken.ThrowIfCancellationRequested();
        var exact = Measure(options, data, index, new JsonObject { ["index"] = "exact" });
        Write(output, exact);
        JsonObject? best = null;
        foreach (var ef in Sweep)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var parameters = (JsonObject)build["params"]!.DeepClone();
            parameters["build_threads"] = threads;
            parameters["ef"] = ef;
            var line = Measure(options, data, index, parameters);
            Write(output, line);
            best = Better(best, line, options.Recall);
            if ((double)line["recall10"]! >= Math.Max(options.Recall, 0.999))
            {
                break;
            }
        }

        Write(output, Summarize(data.Name, index, build, exact, best!));
    }

    private static JsonObject Build(VectorBenchmarkOptions options, BenchmarkVectors data, VectorIndex index, int threads)
    {
        using var process = Process.GetCurrentProcess();
        var load = Load();
        var resident = ResidentMegabytes();
        var cpu = process.TotalProcessorTime;
        var start = TimeProvider.System.GetTimestamp();
        index.UpsertMany([.. Enumerable.Range(0, data.Count)], data.Vectors, threads);
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        return new JsonObject
        {
            ["bench"] = "vector",
            ["op"] = "build",
            ["peer"] = "footnote",
            ["data"] = data.Name,
            ["threads"] = threads,
            ["params"] = new JsonObject { ["M"] = options.M, ["efc"] = options.EfConstruction, ["storage"] = Name(options.Storage) },
            ["build_s"] = Math.Round(seconds, 2),
            ["build_cpu_s"] = Math.Round((process.TotalProcessorTime - cpu).TotalSeconds, 2),
            ["vectors_per_s"] = Math.Round(data.Count / seconds),
            ["index_rss_mb"] = Math.Round(ResidentMegabytes() - resident),
            ["payload_mb"] = Math.Round(data.Count * options.Dimensions * 4L / 1048576.0),
            ["bytes_per_vector"] = Math.Round(index.MemoryBytes / (double)data.Count, 1),
            ["mapped_bytes_per_vector"] = Math.Round(index.MappedBytes / (double)data.Count, 1),
            ["load1"] = load,
        };
    }

    private static JsonObject Measure(VectorBenchmarkOptions options, BenchmarkVectors data, VectorIndex index, JsonObject parameters)
    {
        var load = Load();
        var ef = (int?)parameters["ef"] ?? 0;
        var queries = ef == 0 ? Math.Min(data.QueryCount, data.Count > 500_000 ? 50 : MostExactQueries) : data.QueryCount;
        var results = new ScoredId[K];
        var found = 0;
        for (var query = 0; query < queries; query++)
        {
            found += data.CountTrue(query, results.AsSpan(0, Search(index, data.Query(query), results, ef)));
        }

        var line = new JsonObject
        {
            ["bench"] = "vector",
            ["op"] = "search",
            ["peer"] = "footnote",
            ["data"] = data.Name,
            ["k"] = K,
            ["threads"] = 1,
            ["params"] = parameters,
            ["recall10"] = Math.Round(found / (double)(queries * K), 4),
            ["runs"] = options.Runs,
            ["queries"] = queries,
        };
        AddTimings(line, Enumerable.Range(0, options.Runs).Select(_ => Pass(data, index, queries, ef)).ToArray(), queries);
        line["load1"] = load;
        return line;
    }

    /// <summary>One timed pass over the queries.</summary>
    private static BenchmarkPass Pass(BenchmarkVectors data, VectorIndex index, int queries, int ef)
    {
        using var process = Process.GetCurrentProcess();
        var results = new ScoredId[K];
        var micros = new double[queries];
        var cpu = process.TotalProcessorTime;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = TimeProvider.System.GetTimestamp();
        var last = start;
        for (var query = 0; query < queries; query++)
        {
            Search(index, data.Query(query), results, ef);
            var now = TimeProvider.System.GetTimestamp();
            micros[query] = TimeProvider.System.GetElapsedTime(last, now).TotalMicroseconds;
            last = now;
        }

        var seconds = TimeProvider.System.GetElapsedTime(start, last).TotalSeconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        process.Refresh();
        return new BenchmarkPass(micros, queries / seconds, (process.TotalProcessorTime - cpu).TotalMicroseconds, allocated);
    }

    private static void AddTimings(JsonObject line, BenchmarkPass[] passes, int queries)
    {
        var micros = passes.SelectMany(pass => pass.Micros).Order().ToArray();
        var rates = passes.Select(pass => pass.Rate).Order().ToArray();
        var cpus = passes.Select(pass => pass.CpuMicros / queries).Order().ToArray();
        line["qps"] = Math.Round(rates[rates.Length / 2], 1);
        line["qps_min"] = Math.Round(rates[0], 1);
        line["qps_max"] = Math.Round(rates[^1], 1);
        line["p50_us"] = Math.Round(Percentile(micros, 0.5), 1);
        line["p99_us"] = Math.Round(Percentile(micros, 0.99), 1);
        line["cpu_us_per_query"] = Math.Round(cpus[cpus.Length / 2], 1);
        line["allocated_per_query"] = Math.Round(passes.Sum(pass => pass.AllocatedBytes) / (double)(passes.Length * queries), 1);
    }

    private static int Search(VectorIndex index, ReadOnlySpan<float> query, Span<ScoredId> results, int ef) =>
        ef == 0 ? index.SearchExact(query, results) : index.Search(query, results, null, ef);

    private static JsonObject Summarize(string data, VectorIndex index, JsonObject build, JsonObject exact, JsonObject best)
    {
        var line = new JsonObject { ["bench"] = "vector", ["op"] = "summary", ["peer"] = "footnote", ["data"] = data };
        foreach (var key in (string[])["params", "recall10", "qps", "p50_us", "p99_us", "cpu_us_per_query", "allocated_per_query"])
        {
            line[key] = best[key]!.DeepClone();
        }

        line["build_s"] = build["build_s"]!.DeepClone();
        line["exact_qps"] = exact["qps"]!.DeepClone();
        line["exact_recall10"] = exact["recall10"]!.DeepClone();
        line["bytes_per_vector"] = build["bytes_per_vector"]!.DeepClone();
        line["mapped_bytes_per_vector"] = build["mapped_bytes_per_vector"]!.DeepClone();
        line["vectors"] = index.Count;
        return line;
    }

    /// <summary>The cheaper of two settings that both reach the recall, or the one that comes nearer to it.</summary>
    private static JsonObject Better(JsonObject? best, JsonObject line, double recall)
    {
        if (best is null)
        {
            return line;
        }

        var (bestRecall, lineRecall) = ((double)best["recall10"]!, (double)line["recall10"]!);
        if (bestRecall >= recall && lineRecall >= recall)
        {
            return (double)line["cpu_us_per_query"]! < (double)best["cpu_us_per_query"]! ? line : best;
        }

        return lineRecall > bestRecall ? line : best;
    }

    private static double Percentile(double[] sorted, double share) => sorted[Math.Max((int)Math.Ceiling(share * sorted.Length) - 1, 0)];

    private static string Name(VectorStorage storage) => storage == VectorStorage.Int8 ? "int8" : "float32";

    private static double ResidentMegabytes() => Environment.WorkingSet / 1048576.0;

    private static double Load()
    {
        var text = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg") : "0 ";
        return double.Parse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void Write(TextWriter output, JsonObject line)
    {
        output.WriteLine(line.ToJsonString());
        output.Flush();
    }
}
