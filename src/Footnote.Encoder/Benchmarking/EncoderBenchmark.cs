using System.Diagnostics;
using Footnote.Encoder.Formats;
using Footnote.Encoder.Kernels;

namespace Footnote.Encoder.Benchmarking;

/// <summary>Measures loading, throughput and latency of a sentence encoder on this machine, one JSON line for each setting.</summary>
public static class EncoderBenchmark
{
    /// <summary>Tokens of the question a cross-encoder is measured with.</summary>
    private const int QueryTokens = 12;

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

    /// <summary>
    /// Measures a cross-encoder in the same way: lines with <c>op</c> "cross_load", and "cross" for each number of passages, where seq
    /// counts the tokens of question and passage together and p50_ms is the time of all passages of a question.
    /// </summary>
    /// <param name="modelFolder">A folder that <see cref="CrossEncoder.Load"/> takes.</param>
    /// <param name="settings">What is measured.</param>
    /// <param name="writeJsonLine">Receives the lines.</param>
    /// <param name="cancellationToken">Looked at between settings.</param>
    public static void RunCross(
        string modelFolder, EncoderBenchmarkSettings settings, Action<string> writeJsonLine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(writeJsonLine);
        foreach (Precision precision in settings.Precisions)
        {
            foreach (int threads in settings.Threads)
            {
                cancellationToken.ThrowIfCancellationRequested();
                MeasureCross(modelFolder, precision, threads, settings, writeJsonLine);
            }
        }
    }

    private static void MeasureCross(
        string folder, Precision precision, int threads, EncoderBenchmarkSettings settings, Action<string> writeJsonLine)
    {
        long before = BenchmarkLine.ResidentBytes();
        long start = Stopwatch.GetTimestamp();
        using CrossEncoder encoder = CrossEncoder.Load(folder, new EncoderOptions { Precision = precision, Threads = threads });
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        writeJsonLine(new BenchmarkLine("cross_load", precision)
        {
            ["threads"] = threads,
            ["load_ms"] = Math.Round(milliseconds),
            ["rss_mb"] = BenchmarkLine.Megabytes(BenchmarkLine.ResidentBytes() - before),
        }.ToJson());
        int length = Math.Min(settings.CrossLength, encoder.MaxTokens);
        int[] query = Sequences(encoder.VocabularySize, Math.Min(QueryTokens, length / 2), 1)[0];
        foreach (int passages in settings.CrossPassages)
        {
            int[][] tokens = Sequences(encoder.VocabularySize, Math.Max(0, length - query.Length - 3), passages);
            var line = new BenchmarkLine("cross", precision) { ["threads"] = threads, ["seq"] = length, ["passages"] = passages };
            line.Measure(() => encoder.ScoreTokens(query, tokens), (long)passages * length, settings);
            writeJsonLine(line.ToJson());
        }
    }

    private static SentenceEncoder MeasureLoad(
        string folder, Precision precision, int threads, EncoderBenchmarkSettings settings, Action<string> writeJsonLine)
    {
        long before = BenchmarkLine.ResidentBytes();
        long start = Stopwatch.GetTimestamp();
        var options = new EncoderOptions { Precision = precision, Threads = threads };
        SentenceEncoder encoder = SentenceEncoder.Load(folder, options, KernelFactory.Best, settings.EveryToken ? Pooling.Mean : null);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        writeJsonLine(new BenchmarkLine("load", precision)
        {
            ["threads"] = threads,
            ["load_ms"] = Math.Round(milliseconds),
            ["rss_mb"] = BenchmarkLine.Megabytes(BenchmarkLine.ResidentBytes() - before),
        }.ToJson());
        return encoder;
    }

    private static string MeasureEncode(SentenceEncoder encoder, int threads, int length, int batch, EncoderBenchmarkSettings settings)
    {
        int[][] sequences = Sequences(encoder.VocabularySize, Math.Min(length, encoder.MaxTokens), batch);
        var line = new BenchmarkLine("encode", encoder.Precision) { ["threads"] = threads, ["seq"] = length, ["batch"] = batch };
        line.Measure(() => encoder.EncodeTokens(sequences), (long)batch * sequences[0].Length, settings);
        return line.ToJson();
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
            writeJsonLine(new BenchmarkLine("agreement", precision)
            {
                ["texts"] = cosines.Length,
                ["cosine_min"] = Math.Round(cosines.Min(), 5),
                ["cosine_mean"] = Math.Round(cosines.Average(), 5),
            }.ToJson());
        }
    }

    /// <summary>Ids that a text could have, none of them special.</summary>
    internal static int[][] Sequences(int vocabularySize, int length, int count)
    {
        int usable = Math.Max(1, vocabularySize - 2000);
        return [.. Enumerable.Range(0, count).Select(sequence => (int[])[.. Enumerable.Range(0, length)
            .Select(i => Math.Min(1000, vocabularySize / 2) + (int)(((((long)sequence * length) + i) * 7919) % usable))])];
    }
}
