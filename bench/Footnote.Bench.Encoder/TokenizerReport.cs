using System.Diagnostics;
using System.Text.Json;
using Footnote.Encoder;

namespace Footnote.Bench.Encoder;

/// <summary>Tokens per second of the tokenizer on one core, on the documents of retrieval sets.</summary>
internal static class TokenizerReport
{
    public static void Run(string model, IReadOnlyList<string> folders, Action<string> writeLine)
    {
        using SentenceEncoder encoder = SentenceEncoder.Load(model);
        foreach (string folder in folders)
        {
            RetrievalSet set = RetrievalSet.Read(folder);
            double best = 0;
            for (int round = 0; round < 5; round++)
            {
                TimeSpan before = Environment.CpuUsage.TotalTime;
                long start = Stopwatch.GetTimestamp();
                long tokens = set.Documents.Sum(document => (long)encoder.CountTokens(document));
                TimeSpan busy = Environment.CpuUsage.TotalTime - before;
                double seconds = Math.Min(Stopwatch.GetElapsedTime(start).TotalSeconds, busy.TotalSeconds);
                best = Math.Max(best, tokens / seconds);
            }

            writeLine(JsonSerializer.Serialize(new { op = "tokenize", set = Path.GetFileName(folder), tokens_per_s = Math.Round(best) }));
        }
    }
}
