using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Footnote.Bench.Encoder;

/// <summary>A retrieval set in the BEIR layout: corpus.jsonl[.gz], queries.jsonl, qrels.tsv.</summary>
internal sealed class RetrievalSet
{
    public required List<string> DocumentIds { get; init; }

    public required List<string> Documents { get; init; }

    public required List<string> QueryIds { get; init; }

    public required List<string> Queries { get; init; }

    /// <summary>Grades by query and document.</summary>
    public required Dictionary<string, Dictionary<string, int>> Grades { get; init; }

    public static RetrievalSet Read(string folder)
    {
        var grades = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (string[] cells in File.ReadLines(Path.Combine(folder, "qrels.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            if (!grades.TryGetValue(cells[0], out Dictionary<string, int>? ofQuery))
            {
                grades[cells[0]] = ofQuery = new Dictionary<string, int>(StringComparer.Ordinal);
            }

            ofQuery[cells[1]] = int.Parse(cells[2], CultureInfo.InvariantCulture);
        }

        string corpus = Path.Combine(folder, "corpus.jsonl");
        List<JsonElement> documents = [.. Lines(File.Exists(corpus) ? corpus : corpus + ".gz")];
        List<JsonElement> queries = [.. Lines(Path.Combine(folder, "queries.jsonl")).Where(query => grades.ContainsKey(Id(query)))];
        return new RetrievalSet
        {
            DocumentIds = [.. documents.Select(Id)],
            Documents = [.. documents.Select(document => (Text(document, "title") + " " + Text(document, "text")).Trim())],
            QueryIds = [.. queries.Select(Id)],
            Queries = [.. queries.Select(query => Text(query, "text"))],
            Grades = grades,
        };
    }

    private static string Id(JsonElement line) => line.GetProperty("_id").ToString();

    private static string Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    private static IEnumerable<JsonElement> Lines(string path)
    {
        using Stream file = File.OpenRead(path);
        bool isPacked = path.EndsWith(".gz", StringComparison.Ordinal);
        using var reader = new StreamReader(isPacked ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }
}
