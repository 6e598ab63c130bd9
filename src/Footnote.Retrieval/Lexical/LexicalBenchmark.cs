using System.Diagnostics;

namespace Footnote.Retrieval.Lexical;

/// <summary>
/// Measures indexing and searching as search engines are compared: one thread, queries one after the other with parsing, the index built
/// anew several times. Blocks its thread until it is done.
/// </summary>
public sealed class LexicalBenchmark
{
    private readonly LexicalBenchmarkOptions _options;

    /// <summary>Prepares a measurement.</summary>
    /// <exception cref="ArgumentException">There are no documents or no queries.</exception>
    public LexicalBenchmark(LexicalBenchmarkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Documents.Count == 0 || options.Queries.Count == 0)
        {
            throw new ArgumentException("A benchmark needs documents and queries.", nameof(options));
        }

        _options = options;
    }

    /// <summary>Builds, asks and measures.</summary>
    public LexicalBenchmarkResult Run(CancellationToken cancellationToken = default)
    {
        var perSecond = new List<double>();
        var perCpuSecond = new List<double>();
        LexicalIndex? index = null;
        try
        {
            for (var i = 0; i < Math.Max(1, _options.Builds); i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                index?.Dispose();
                index = Build(perSecond, perCpuSecond);
            }

            return Ask(index ?? throw new UnreachableException(), perSecond, perCpuSecond, cancellationToken);
        }
        finally
        {
            index?.Dispose();
        }
    }

    private LexicalIndex Build(List<double> perSecond, List<double> perCpuSecond)
    {
        var cpu = CpuTime();
        var started = Stopwatch.GetTimestamp();
        var index = new LexicalIndex(_options.Index);
        for (var i = 0; i < _options.Documents.Count; i++)
        {
            index.Upsert(new LexicalDocument(i, "", "", _options.Documents[i], _options.Language));
        }

        index.Optimize();
        perSecond.Add(_options.Documents.Count / Stopwatch.GetElapsedTime(started).TotalSeconds);
        perCpuSecond.Add(_options.Documents.Count / (CpuTime() - cpu).TotalSeconds);
        return index;
    }

    private LexicalBenchmarkResult Ask(
        LexicalIndex index, List<double> perSecond, List<double> perCpuSecond, CancellationToken cancellationToken)
    {
        var warmUps = Math.Max(3, _options.WarmUpQueries / _options.Queries.Count);
        var latencies = new List<double>();
        for (var i = 0; i < warmUps; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AskAll(index, latencies);
        }

        latencies.Clear();
        var rates = new List<double>();
        var cpuTimes = new List<double>();
        var allocated = 0L;
        for (var i = 0; i < Math.Max(1, _options.Passes); i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var cpu = CpuTime();
            var started = Stopwatch.GetTimestamp();
            AskAll(index, latencies);
            rates.Add(_options.Queries.Count / Stopwatch.GetElapsedTime(started).TotalSeconds);
            cpuTimes.Add((CpuTime() - cpu).TotalMicroseconds / _options.Queries.Count);
            allocated = GC.GetAllocatedBytesForCurrentThread() - bytes;
        }

        latencies.Sort();
        return new LexicalBenchmarkResult(
            _options.Documents.Count,
            Median(perSecond),
            perSecond[0],
            perSecond[^1],
            Median(perCpuSecond),
            index.Statistics().Bytes / 1048576.0,
            _options.Queries.Count,
            _options.Limit,
            Median(rates),
            rates[0],
            rates[^1],
            latencies[latencies.Count / 2],
            latencies[(int)(latencies.Count * 0.99)],
            Median(cpuTimes),
            (double)allocated / _options.Queries.Count);
    }

    private void AskAll(LexicalIndex index, List<double> latencies)
    {
        latencies.EnsureCapacity(latencies.Count + _options.Queries.Count);
        var results = new ScoredId[_options.Limit];
        foreach (var query in _options.Queries)
        {
            var started = Stopwatch.GetTimestamp();
            index.Search(query, _options.Language, results);
            latencies.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }
    }

    private static TimeSpan CpuTime() => Environment.CpuUsage.TotalTime;

    /// <summary>Sorts the values and returns the middle one.</summary>
    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
