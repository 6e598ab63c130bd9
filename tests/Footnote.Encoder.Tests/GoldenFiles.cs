using System.IO.Compression;
using System.Text.Json;

namespace Footnote.Encoder.Tests;

internal static class GoldenFiles
{
    public static List<string> Texts() => [.. Lines("texts.jsonl.gz").Select(line => line.GetProperty("text").GetString()!)];

    public static List<(int[] Ids, (int Start, int End)[] Offsets)> Tokens(string model) =>
        [.. Lines(model + ".tokens.jsonl.gz").Select(line => (
        line.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).ToArray(),
        line.GetProperty("offsets").EnumerateArray().Select(pair => (pair[0].GetInt32(), pair[1].GetInt32())).ToArray()))];

    public static IEnumerable<JsonElement> Lines(string name)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Models.Golden(name)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }

    /// <summary>Offsets of the golden files count code points; ours count UTF-16 units.</summary>
    public static int[] CodePointsAt(string text)
    {
        var map = new int[text.Length + 1];
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            map[i] = count;
            bool isFirstHalf = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            count += isFirstHalf ? 0 : 1;
        }

        map[text.Length] = count;
        return map;
    }
}
