using System.Globalization;

namespace Footnote.Bench.Encoder;

/// <summary>A command, options in pairs and the rest.</summary>
internal sealed record Arguments(string Command, IReadOnlyDictionary<string, string> Options, IReadOnlyList<string> Rest)
{
    private static readonly string[] Known = ["model", "kind", "threads", "seq", "batch", "runs", "ms", "every-token", "cache"];

    /// <summary>Reads a command line.</summary>
    /// <exception cref="FormatException">An option is unknown or has no value.</exception>
    public static Arguments Parse(string[] words)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = new List<string>();
        for (int i = 1; i < words.Length; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
            {
                rest.Add(words[i]);
                continue;
            }

            string name = words[i][2..];
            if (!Known.Contains(name, StringComparer.Ordinal) || i + 1 == words.Length)
            {
                throw new FormatException($"--{name} is not an option or lacks its value; the options are --{string.Join(", --", Known)}.");
            }

            options[name] = words[++i];
        }

        return new Arguments(words.FirstOrDefault() ?? "", options, rest);
    }

    public string Text(string name, string fallback) => Options.TryGetValue(name, out string? value) ? value : fallback;

    public int[] Numbers(string name, string fallback) =>
        [.. Text(name, fallback).Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
}
