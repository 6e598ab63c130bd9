using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Footnote.Retrieval.Metrics;
using Footnote.Retrieval.Text;

namespace Footnote.Evaluation.Corpora;

/// <summary>
/// A test collection in BEIR's layout: corpus.jsonl[.gz], queries.jsonl[.gz], qrels.tsv (or qrels/test.tsv), and optionally meta.json.
/// </summary>
internal sealed class CorpusFolder
{
    private const int DetectionSample = 50;

    private CorpusFolder(string name, string language, IReadOnlyList<CorpusDocument> documents)
    {
        Name = name;
        Language = language;
        Documents = documents;
    }

    public string Name { get; }

    /// <summary>As meta.json says, else what most of the first documents are in.</summary>
    public string Language { get; }

    public IReadOnlyList<CorpusDocument> Documents { get; }

    public required IReadOnlyList<CorpusQuery> Queries { get; init; }

    public required Qrels Qrels { get; init; }

    /// <summary>The queries that have a judgement, in the order of the query file.</summary>
    public IReadOnlyList<CorpusQuery> JudgedQueries => [.. Queries.Where(query => Qrels.For(query.Id).Count > 0)];

    /// <exception cref="InvalidDataException">A file is missing or a line is not what the layout says; the message names it.</exception>
    public static CorpusFolder Read(string folder)
    {
        var documents = ReadLines(folder, "corpus.jsonl", row =>
            new CorpusDocument(Text(row, "_id"), Text(row, "title"), Text(row, "text")));
        var queries = ReadLines(folder, "queries.jsonl", row => new CorpusQuery(Text(row, "_id"), Text(row, "text")));
        var meta = ReadMeta(folder);
        var name = meta.GetValueOrDefault("name") ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new CorpusFolder(name, meta.GetValueOrDefault("language") ?? DetectLanguage(documents), documents)
        {
            Queries = queries,
            Qrels = ReadQrels(folder),
        };
    }

    /// <summary>The same documents, each two successive judged queries asked as one; what is relevant to either is relevant.</summary>
    public CorpusFolder InPairs()
    {
        var queries = new List<CorpusQuery>();
        var qrels = new Qrels();
        foreach (var pair in JudgedQueries.Chunk(2).Where(pair => pair.Length == 2))
        {
            var both = new CorpusQuery($"{pair[0].Id}+{pair[1].Id}", $"{AsQuestion(pair[0].Text)} {AsQuestion(pair[1].Text)}");
            queries.Add(both);
            foreach (var (document, grade) in Qrels.For(pair[1].Id).Concat(Qrels.For(pair[0].Id)))
            {
                qrels.Add(both.Id, document, Math.Max(grade, qrels.For(both.Id).GetValueOrDefault(document)));
            }
        }

        return new CorpusFolder(Name, Language, Documents) { Queries = queries, Qrels = qrels };
    }

    private static string AsQuestion(string text) => text.Replace('?', ' ').TrimEnd(' ', '.') + "?";

    /// <summary>Reads a file of JSON lines, compressed or not.</summary>
    public static IReadOnlyList<T> ReadLines<T>(string folder, string file, Func<JsonElement, T> select)
    {
        var path = Path.Combine(folder, file);
        path = File.Exists(path) ? path : path + ".gz";
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"The folder {folder} has neither {file} nor {file}.gz.");
        }

        using var stream = Open(path);
        using var reader = new StreamReader(stream);
        var rows = new List<T>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                rows.Add(Parse(line, path, rows.Count + 1, select));
            }
        }

        return rows;
    }

    /// <summary>A member as text; empty when it is absent or null.</summary>
    public static string Text(JsonElement row, string member) => !row.TryGetProperty(member, out var value) ? "" : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    private static T Parse<T>(string line, string path, int number, Func<JsonElement, T> select)
    {
        try
        {
            using var row = JsonDocument.Parse(line);
            return select(row.RootElement);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: row {number} is not JSON.", exception);
        }
    }

    private static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static Qrels ReadQrels(string folder)
    {
        var path = Path.Combine(folder, "qrels.tsv");
        path = File.Exists(path) ? path : Path.Combine(folder, "qrels", "test.tsv");
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"The folder {folder} has neither qrels.tsv nor qrels/test.tsv.");
        }

        var qrels = new Qrels();
        foreach (var (index, line) in File.ReadLines(path).Index().Skip(1))
        {
            var fields = line.Split('\t');
            if (line.Length == 0)
            {
                continue;
            }

            if (fields.Length < 3 || !int.TryParse(fields[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var grade))
            {
                throw new InvalidDataException($"{path}: line {index + 1} is not query, document and grade with tabs between them.");
            }

            qrels.Add(fields[0], fields[1], grade);
        }

        return qrels;
    }

    private static Dictionary<string, string> ReadMeta(string folder)
    {
        var path = Path.Combine(folder, "meta.json");
        if (!File.Exists(path))
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }

        using var meta = JsonDocument.Parse(File.ReadAllText(path));
        return meta.RootElement.EnumerateObject()
            .Where(member => member.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(member => member.Name, member => member.Value.GetString() ?? "", StringComparer.Ordinal);
    }

    private static string DetectLanguage(IReadOnlyList<CorpusDocument> documents) => documents
        .Take(DetectionSample)
        .Select(document => LanguageDetector.Detect(document.Passage))
        .CountBy(language => language, StringComparer.Ordinal)
        .OrderByDescending(count => count.Value)
        .Select(count => count.Key)
        .FirstOrDefault(LanguageDetector.Undetermined);
}
