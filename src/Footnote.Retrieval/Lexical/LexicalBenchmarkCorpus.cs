using System.IO.Compression;
using System.Text.Json;
using Footnote.Retrieval.Text;

namespace Footnote.Retrieval.Lexical;

/// <summary>The texts and queries of a folder in BEIR's layout.</summary>
/// <param name="Name">Name of the folder.</param>
/// <param name="Language">Language of most of the first texts; English when it cannot be told.</param>
/// <param name="Documents">Title, a blank and text of each document; the text alone where there is no title.</param>
/// <param name="Queries">The queries.</param>
public sealed record LexicalBenchmarkCorpus(string Name, string Language, IReadOnlyList<string> Documents, IReadOnlyList<string> Queries)
{
    private const int DetectionSample = 50;

    /// <summary>Reads corpus.jsonl and queries.jsonl, compressed (.gz) or not.</summary>
    /// <exception cref="InvalidDataException">A file is missing or a line is not a JSON object.</exception>
    public static LexicalBenchmarkCorpus Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var documents = ReadLines(folder, "corpus.jsonl", row => (Text(row, "title") + " " + Text(row, "text")).Trim());
        var queries = ReadLines(folder, "queries.jsonl", row => Text(row, "text"));
        var language = documents.Take(DetectionSample).Select(LanguageDetector.Detect)
            .Where(code => code is not LanguageDetector.Undetermined)
            .CountBy(code => code, StringComparer.Ordinal)
            .OrderByDescending(pair => pair.Value).Select(pair => pair.Key).FirstOrDefault("en");
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new LexicalBenchmarkCorpus(name, language, documents, queries);
    }

    private static List<string> ReadLines(string folder, string file, Func<JsonElement, string> select)
    {
        var path = Path.Combine(folder, file);
        var isCompressed = !File.Exists(path);
        path = isCompressed ? path + ".gz" : path;
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"The folder {folder} has neither {file} nor {file}.gz.");
        }

        using Stream raw = File.OpenRead(path);
        using var stream = isCompressed ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                lines.Add(Parse(line, path, lines.Count + 1, select));
            }
        }

        return lines;
    }

    private static string Parse(string line, string path, int number, Func<JsonElement, string> select)
    {
        try
        {
            using var row = JsonDocument.Parse(line);
            return row.RootElement.ValueKind == JsonValueKind.Object
                ? select(row.RootElement)
                : throw new InvalidDataException($"Line {number} of {path} is not a JSON object.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"Line {number} of {path} is not JSON.", fault);
        }
    }

    private static string Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
}
