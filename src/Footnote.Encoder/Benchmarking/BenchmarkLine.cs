using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Footnote.Encoder.Benchmarking;

/// <summary>One measurement as a line of JSON.</summary>
internal sealed class BenchmarkLine
{
    private const int WarmUpMilliseconds = 300;

    private readonly Dictionary<string, object> _values;

    public BenchmarkLine(string operation, Precision precision) => _values = new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["bench"] = "embedding",
        ["op"] = operation,
        ["peer"] = "footnote",
        ["kind"] = precision.ToString().ToLower(CultureInfo.InvariantCulture),
    };

    public object this[string key]
    {
        set => _values[key] = value;
    }

    public static long ResidentBytes()
    {
        using Process process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    public static double Megabytes(long bytes) => Math.Round(bytes / 1048576.0);

    /// <summary>Runs a call again and again and adds throughput, latency and processor time.</summary>
    public void Measure(Action call, long tokensPerCall, EncoderBenchmarkSettings settings)
    {
        int calls = WarmUp(call, settings.RunMilliseconds);
        var throughputs = new List<double>();
        var latencies = new List<double>();
        var processor = new List<double>();
        long tokens = calls * tokensPerCall;
        for (int run = 0; run < settings.Runs; run++)
        {
            TimeSpan busy = Environment.CpuUsage.TotalTime;
            long began = Stopwatch.GetTimestamp();
            for (int i = 0; i < calls; i++)
            {
                long callBegan = Stopwatch.GetTimestamp();
                call();
                latencies.Add(Stopwatch.GetElapsedTime(callBegan).TotalMilliseconds);
            }

            throughputs.Add(tokens / Stopwatch.GetElapsedTime(began).TotalSeconds);
            processor.Add((Environment.CpuUsage.TotalTime - busy).TotalMicroseconds / tokens);
        }

        _values["tokens_per_s"] = Math.Round(Quantile(throughputs, .5));
        _values["min"] = Math.Round(throughputs.Min());
        _values["max"] = Math.Round(throughputs.Max());
        _values["p50_ms"] = Math.Round(Quantile(latencies, .5), 3);
        _values["p95_ms"] = Math.Round(Quantile(latencies, .95), 3);
        _values["p99_ms"] = Math.Round(Quantile(latencies, .99), 3);
        _values["cpu_us_per_token"] = Math.Round(Quantile(processor, .5), 2);
        _values["rss_mb"] = Megabytes(ResidentBytes());
    }

    public string ToJson() => JsonSerializer.Serialize(_values);

    /// <summary>Returns how many calls fill a run.</summary>
    private static int WarmUp(Action call, int runMilliseconds)
    {
        long start = Stopwatch.GetTimestamp();
        int calls = 0;
        do
        {
            call();
            calls++;
        }
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < WarmUpMilliseconds);

        return Math.Max(1, (int)Math.Round(runMilliseconds / (Stopwatch.GetElapsedTime(start).TotalMilliseconds / calls)));
    }

    private static double Quantile(List<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }
}
