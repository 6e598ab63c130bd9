using System.Globalization;
using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Reading.Ocr;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Reading;

/// <summary>Damages every sample file and reads it; FOOTNOTE_FUZZ sets how often (default 1).</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Characters = 5_000_000;
    private static readonly string[] Codes = ["ENCRYPTED", "CORRUPT", "NO_TEXT", "TIMEOUT", "UNSUPPORTED"];

    [Fact]
    public async Task Damaged_copies_of_every_sample_end_in_a_clear_outcome()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("FOOTNOTE_FUZZ"), CultureInfo.InvariantCulture, out var set) ? set : 1;
        using var folder = new TemporaryFolder();
        var limits = new ReadingLimits { Time = TimeSpan.FromSeconds(20), Characters = Characters, UnpackedBytes = 64 * 1024 * 1024 };
        var ocr = new OcrSettings { Dpi = 100, MaximumPages = 2, PageTime = TimeSpan.FromSeconds(5) };
        var reader = new FileReader(limits, ocr, TimeProvider.System);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        foreach (var file in SharedDocuments.Manifest().Select(entry => Path.Combine(SharedDocuments.Root, entry.File)))
        {
            var content = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            for (var round = 0; round < rounds; round++)
            {
                var path = folder.Path("damaged");
                await File.WriteAllBytesAsync(path, Damage(content, number), TestContext.Current.CancellationToken);
                var outcome = await ReadAsync(reader, path, file, number++);
                var result = outcome.ErrorCode ?? "completed";
                counts[result] = counts.GetValueOrDefault(result) + 1;
            }
        }

        output.WriteLine(string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}")));
    }

    private static async Task<ReadingOutcome> ReadAsync(FileReader reader, string path, string file, int number)
    {
        var name = $"damage {number} of {Path.GetFileName(file)}";
        ReadingOutcome outcome;
        try
        {
            outcome = await reader.ReadAsync(path, Path.GetFileName(file), password: null, TestContext.Current.CancellationToken);
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException(name, fault);
        }

        if (outcome.Status == ReadingStatus.Completed)
        {
            Assert.True(outcome.Document is { Text.Length: > 0 and <= Characters }, name);
            Assert.All(outcome.Document.Blocks, block => Assert.InRange(block.End, block.Start, outcome.Document.Text.Length));
        }
        else
        {
            Assert.True(Codes.Contains(outcome.ErrorCode, StringComparer.Ordinal) && outcome.ErrorMessage is { Length: > 0 }, name);
        }

        return outcome;
    }

    /// <summary>Cuts, flips, blanks or repeats parts of the content; the same number always does the same.</summary>
    private static byte[] Damage(byte[] content, int number)
    {
        var random = new Random(number);
        if (content.Length == 0)
        {
            return [(byte)random.Next(256)];
        }

        var at = random.Next(content.Length);
        var length = random.Next(1, Math.Max(2, Math.Min(content.Length - at, 2000)));
        var copy = content.ToArray();
        switch (number % 5)
        {
            case 0:
                return copy[..at];
            case 1:
                for (var i = 0; i < Math.Max(1, content.Length / 500); i++)
                {
                    copy[random.Next(content.Length)] ^= (byte)(1 << random.Next(8));
                }

                return copy;
            case 2:
                Array.Clear(copy, at, Math.Min(length, copy.Length - at));
                return copy;
            case 3:
                return [.. copy[..at], .. copy[Math.Max(0, at - length)..]];
            default:
                random.NextBytes(copy.AsSpan(at, Math.Min(length, copy.Length - at)));
                return copy;
        }
    }
}
