using System.Globalization;

namespace Footnote.Bench.Encoder;

/// <summary>A command, options in pairs and the rest.</summary>
internal sealed record Arguments(string Command, IReadOnlyDictionary<string, string> Options, IReadOnlyList<string> Rest)
{
    public static Arguments Parse(string[] words)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = new List<string>();
        for (int i = 1; i < words.Length; i++)
        {
            if (words[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < words.Length)
            {
                options[words[i][2..]] = words[++i];
            }
            else
            {
                rest.Add(words[i]);
            }
        }

        return new Arguments(words.FirstOrDefault() ?? "", options, rest);
    }

    public string Text(string name, string fallback) => Options.TryGetValue(name, out string? value) ? value : fallback;

    public int[] Numbers(string name, string fallback) =>
        [.. Text(name, fallback).Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
}
