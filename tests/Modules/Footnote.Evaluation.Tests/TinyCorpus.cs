using System.Text.Json;
using Footnote.Evaluation.Retrieval;
using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Lexical;
using Footnote.Retrieval.Pipeline;

namespace Footnote.Evaluation.Tests;

/// <summary>A test collection of twelve documents in a temporary folder, and an embedding generator that needs no model.</summary>
internal sealed class TinyCorpus : IEmbeddingGenerator, IDisposable
{
    private static readonly string[] Subjects =
        ["giraffes", "volcanoes", "mortgages", "violins", "submarines", "tulips", "glaciers", "vaccines", "bridges", "comets", "beehives",
            "castles"];

    public TinyCorpus(string subjectSuffix = "", bool withLabels = false)
    {
        Folder = Directory.CreateTempSubdirectory("corpus").FullName;
        string[] subjects = [.. Subjects.Select(subject => subject + subjectSuffix)];
        Write("corpus.jsonl", subjects.Select((s, i) =>
            new { _id = "d " + i, title = s, text = $"Everything about {s} and how people see {s} today." }));
        Write("queries.jsonl", subjects.Select((s, i) => new { _id = "q" + i, text = $"what do people know about {s}" })
            .Append(new { _id = "unjudged", text = "nothing" }));
        File.WriteAllLines(
            Path.Combine(Folder, "qrels.tsv"), subjects.Select((_, i) =>
                $"q{i}\td {i}\t{1 + (i % 2)}").Prepend("query-id\tcorpus-id\tscore"));
        if (withLabels)
        {
            Write("answers.jsonl", subjects.Select((_, i) => new { _id = "q" + i, answerable = i % 3 != 0 }));
        }
    }

    public string Folder { get; }

    public string ModelId => "words/v1";

    public int Dimensions => 1024;

    public int Embedded { get; private set; }

    public RetrievalEvaluationOptions Options(RetrievalMode mode) => new() { Folder = Folder, Mode = mode, Embeddings = this };

    public ValueTask<IReadOnlyList<float[]>> GenerateAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default)
    {
        Embedded += purpose == EmbeddingPurpose.Passage ? texts.Count : 0;
        return new([.. texts.Select(Embed)]);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private float[] Embed(string text)
    {
        var vector = new float[Dimensions];
        vector[0] = 0.01f;
        foreach (var term in TextAnalyzer.For("en").Analyze(text))
        {
            vector[term.Term.Aggregate(7u, (hash, c) => (hash * 31) + c) % Dimensions]++;
        }

        var length = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / length)];
    }

    private void Write<T>(string file, IEnumerable<T> rows) =>
        File.WriteAllLines(Path.Combine(Folder, file), rows.Select(row => JsonSerializer.Serialize(row)));
}
