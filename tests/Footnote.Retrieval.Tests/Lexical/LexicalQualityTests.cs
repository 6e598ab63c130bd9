using System.IO.Compression;
using System.Text.Json;
using Footnote.Retrieval.Lexical;
using Footnote.Retrieval.Metrics;

namespace Footnote.Retrieval.Tests.Lexical;

/// <summary>
/// nDCG@10 on public sets, title and text as one field. The floors lie a little below what was measured when they were written.
/// </summary>
public sealed class LexicalQualityTests
{
    [Theory]
    [InlineData("scifact", "en", 0.690)]
    [InlineData("cranfield", "en", 0.335)]
    [InlineData("bank_faq", "en", 0.475)]
    [InlineData("xquad/de", "de", 0.940)]
    [InlineData("xquad/es", "es", 0.955)]
    [InlineData("xquad/zh", "zh", 0.960)]
    [InlineData("xquad/ar", "ar", 0.930)]
    public void LexicalIndex_ranks_public_sets_as_well_as_measured(string set, string language, double floor)
    {
        var folder = Path.Combine(SharedData(), set);
        using var index = new LexicalIndex(new LexicalIndexOptions());
        var names = new List<string>();
        foreach (var document in Lines(Path.Combine(folder, "corpus.jsonl")))
        {
            index.Upsert(new LexicalDocument(names.Count, "", "", Text(document, "title") + " " + Text(document, "text"), language));
            names.Add(Text(document, "_id"));
        }

        index.Commit();
        var qrels = new Qrels();
        foreach (var line in File.ReadLines(Path.Combine(folder, "qrels.tsv")).Skip(1))
        {
            var parts = line.Split('\t');
            qrels.Add(parts[0], parts[1], int.Parse(parts[2]));
        }

        var evaluator = new RunEvaluator(qrels);
        var measures = new List<QueryMeasures>();
        foreach (var query in Lines(Path.Combine(folder, "queries.jsonl")).Where(query => qrels.QueryIds.Contains(Text(query, "_id"))))
        {
            var found = index.Search(LexicalQuery.Parse(Text(query, "text").Replace('"', ' '), language), 100);
            measures.Add(evaluator.Evaluate(Text(query, "_id"), found.Select(hit => new RunEntry(names[hit.Id], hit.Score))));
        }

        Assert.InRange(RunEvaluator.Mean(measures).NdcgAt10, floor, 1);
    }

    private static string Text(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            return "";
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();
    }

    private static IEnumerable<JsonElement> Lines(string path)
    {
        using Stream stream = File.Exists(path)
            ? File.OpenRead(path)
            : new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return JsonDocument.Parse(line).RootElement;
        }
    }

    private static string SharedData()
    {
        var shared = Environment.GetEnvironmentVariable("FOOTNOTE_SHARED");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); shared is null && folder is not null; folder = folder.Parent)
        {
            var beside = Path.Combine(folder.FullName, "..", "shared");
            shared = File.Exists(Path.Combine(folder.FullName, "Footnote.slnx")) && Directory.Exists(beside) ? beside : null;
        }

        var data = shared is null ? "" : Path.Combine(shared, "data");
        if (!Directory.Exists(data))
        {
            Assert.Skip("The evaluation data (../shared/data) is not there.");
        }

        return data;
    }
}
