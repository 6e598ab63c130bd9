using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Footnote.Encoder.Formats;
using Footnote.Encoder.Kernels;

namespace Footnote.Encoder.Benchmarking;

/// <summary>Measures loading, throughput and latency of a sentence encoder on this machine, one JSON line for each setting.</summary>
public static class EncoderBenchmark
{
    private const int WarmUpMilliseconds = 300;

    /// <summary>Runs all settings; takes about <c>Runs * RunMilliseconds</c> for each. Not to be run beside other work.</summary>
    /// <param name="modelFolder">A folder that <see cref="SentenceEncoder.Load(string, EncoderOptions?)"/> takes.</param>
    /// <param name="settings">What is measured.</param>
    /// <param name="writeJsonLine">
    /// Receives lines with <c>op</c> "load" (load_ms, rss_mb), "encode" (tokens_per_s, min, max, p50_ms, p95_ms, p99_ms,
    /// cpu_us_per_token, rss_mb) and "agreement" (cosine_min, cosine_mean to fp32); every line names kind, and threads, seq and batch
    /// where they vary.
    /// </param>
    /// <param name="cancellationToken">Looked at between settings.</param>
    public static void Run(
        string modelFolder, EncoderBenchmarkSettings settings, Action<string> writeJsonLine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(writeJsonLine);
        foreach (Precision precision in settings.Precisions)
        {
            foreach (int threads in settings.Threads)
            {
                using SentenceEncoder encoder = MeasureLoad(modelFolder, precision, threads, settings, writeJsonLine);
                foreach (int length in settings.SequenceLengths)
                {
                    foreach (int batch in settings.BatchSizes)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        writeJsonLine(MeasureEncode(encoder, threads, length, batch, settings));
                    }
                }
            }
        }

        if (settings.AgreementTexts.Count > 0)
        {
            MeasureAgreement(modelFolder, settings, writeJsonLine);
        }
    }

    private static SentenceEncoder MeasureLoad(
        string folder, Precision precision, int threads, EncoderBenchmarkSettings settings, Action<string> writeJsonLine)
    {
        long before = ResidentBytes();
        long start = Stopwatch.GetTimestamp();
        var options = new EncoderOptions { Precision = precision, Threads = threads };
        SentenceEncoder encoder = SentenceEncoder.Load(folder, options, KernelFactory.Best, settings.EveryToken ? Pooling.Mean : null);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        writeJsonLine(Line("load", precision, new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["threads"] = threads,
            ["load_ms"] = Math.Round(milliseconds),
            ["rss_mb"] = Math.Round((ResidentBytes() - before) / 1048576.0),
        }));
        return encoder;
    }

    private static string MeasureEncode(SentenceEncoder encoder, int threads, int length, int batch, EncoderBenchmarkSettings settings)
    {
        int[][] sequences = Sequences(encoder, Math.Min(length, encoder.MaxTokens), batch);
        long start = Stopwatch.GetTimestamp();
        int warmUps = 0;
        do
        {
            encoder.EncodeTokens(sequences);
            warmUps++;
        }
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < WarmUpMilliseconds);

        double each = Stopwatch.GetElapsedTime(start).TotalMilliseconds / warmUps;
        int calls = Math.Max(1, (int)Math.Round(settings.RunMilliseconds / each));
        var throughputs = new List<double>();
        var latencies = new List<double>();
        var processor = new List<double>();
        long tokens = (long)calls * batch * sequences[0].Length;
        for (int run = 0; run < settings.Runs; run++)
        {
            TimeSpan busy = Environment.CpuUsage.TotalTime;
            long began = Stopwatch.GetTimestamp();
            for (int call = 0; call < calls; call++)
            {
                long callBegan = Stopwatch.GetTimestamp();
                encoder.EncodeTokens(sequences);
                latencies.Add(Stopwatch.GetElapsedTime(callBegan).TotalMilliseconds);
            }

            throughputs.Add(tokens / Stopwatch.GetElapsedTime(began).TotalSeconds);
            processor.Add((Environment.CpuUsage.TotalTime - busy).TotalMicroseconds / tokens);
        }

        latencies.Sort();
        return Line("encode", encoder.Precision, new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["threads"] = threads,
            ["seq"] = length,
            ["batch"] = batch,
            ["tokens_per_s"] = Math.Round(Quantile(throughputs, .5)),
            ["min"] = Math.Round(throughputs.Min()),
            ["max"] = Math.Round(throughputs.Max()),
            ["p50_ms"] = Math.Round(Quantile(latencies, .5), 3),
            ["p95_ms"] = Math.Round(Quantile(latencies, .95), 3),
            ["p99_ms"] = Math.Round(Quantile(latencies, .99), 3),
            ["cpu_us_per_token"] = Math.Round(Quantile(processor, .5), 2),
            ["rss_mb"] = Math.Round(ResidentBytes() / 1048576.0),
        });
    }

    private static void MeasureAgreement(string folder, EncoderBenchmarkSettings settings, Action<string> writeJsonLine)
    {
        using SentenceEncoder reference = SentenceEncoder.Load(folder, new EncoderOptions { Precision = Precision.Fp32 });
        float[][] expected = reference.Encode(settings.AgreementTexts);
        foreach (Precision precision in settings.Precisions.Where(precision => precision != Precision.Fp32))
        {
            using SentenceEncoder encoder = SentenceEncoder.Load(folder, new EncoderOptions { Precision = precision });
            float[][] vectors = encoder.Encode(settings.AgreementTexts);
            double[] cosines = [.. vectors.Zip(expected, (left, right) => left.Zip(right, (a, b) => (double)a * b).Sum())];
            writeJsonLine(Line("agreement", precision, new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["texts"] = cosines.Length,
                ["cosine_min"] = Math.Round(cosines.Min(), 5),
                ["cosine_mean"] = Math.Round(cosines.Average(), 5),
            }));
        }
    }

    private static int[][] Sequences(SentenceEncoder encoder, int length, int batch)
    {
        int usable = Math.Max(1, encoder.VocabularySize - 2000);
        return [.. Enumerable.Range(0, batch).Select(sequence => (int[])[.. Enumerable.Range(0, length)
            .Select(i => Math.Min(1000, encoder.VocabularySize / 2) + (int)(((((long)sequence * length) + i) * 7919) % usable))])];
    }

    private static double Quantile(List<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }

    private static long ResidentBytes()
    {
        using Process process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static string Line(string operation, Precision precision, Dictionary<string, object> values)
    {
        var line = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["bench"] = "embedding",
            ["op"] = operation,
            ["peer"] = "footnote",
            ["kind"] = precision.ToString().ToLower(CultureInfo.InvariantCulture),
        };
        foreach ((string key, object value) in values)
        {
            line[key] = value;
        }

        return JsonSerializer.Serialize(line);
    }
}
