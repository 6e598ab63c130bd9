using Footnote.Evaluation.Corpora;
using Footnote.Evaluation.Retrieval;
using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Gate;
using Footnote.Retrieval.Pipeline;

namespace Footnote.Evaluation.Fitting;

/// <summary>
/// Makes examples for the gate. Where answers.jsonl says of each question whether it is answerable, each gives one example. Elsewhere each
/// judged question gives two: one with the whole corpus, and one with its relevant documents withheld, so that the nearest other passages
/// are what a knowledge base without the answer would return.
/// </summary>
internal sealed class GateExampleReader(RetrievalEvaluationOptions options, int mostPerSet)
{
    /// <summary>An answerable example must have a relevant document among so many first ones, the depth that the gate judges.</summary>
    private const int Judged = 5;

    public async Task<IReadOnlyList<GateExample>> ReadAsync(CancellationToken cancellationToken)
    {
        var corpus = CorpusFolder.Read(options.Folder);
        var labels = ReadLabels(options.Folder);
        using var index = await CorpusIndex.BuildAsync(corpus, options, cancellationToken);
        var examples = new List<GateExample>();
        var queries = labels.Count > 0 ? corpus.Queries.Where(q => labels.ContainsKey(q.Id)) : corpus.JudgedQueries;
        foreach (var query in Spread([.. queries]))
        {
            if (labels.TryGetValue(query.Id, out var isAnswerable))
            {
                var outcome = await index.RetrieveAsync(Request(query, null), cancellationToken);
                examples.Add(Example(corpus, query, outcome, isAnswerable));
            }
            else
            {
                await AddPairAsync(examples, index, corpus, query, cancellationToken);
            }
        }

        return examples;
    }

    private async Task AddPairAsync(
        List<GateExample> examples, CorpusIndex index, CorpusFolder corpus, CorpusQuery query, CancellationToken cancellationToken)
    {
        var relevant = corpus.Qrels.For(query.Id).Where(pair => pair.Value > 0).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        var outcome = await index.RetrieveAsync(Request(query, null), cancellationToken);
        if (!outcome.Chunks.Take(Judged).Any(chunk => relevant.Contains(chunk.Content.DocumentId)))
        {
            return;
        }

        examples.Add(Example(corpus, query, outcome, true));
        var others = new IdBitmap(corpus.Documents.Count);
        for (var id = 0; id < corpus.Documents.Count; id++)
        {
            if (!relevant.Contains(corpus.Documents[id].Id))
            {
                others.Set(id);
            }
        }

        examples.Add(Example(corpus, query, await index.RetrieveAsync(Request(query, others), cancellationToken), false));
    }

    private static GateExample Example(CorpusFolder corpus, CorpusQuery query, RetrievalOutcome outcome, bool isAnswerable)
    {
        double[] row = [.. EvidenceFeatures.Names.Select(name => outcome.Evidence.Features.GetValueOrDefault(name))];
        return new GateExample(corpus.Name, query.Id, row, isAnswerable);
    }

    private RetrievalRequest Request(CorpusQuery query, IdBitmap? filter) =>
        new() { Query = query.Text, Mode = options.Mode, Filter = filter, Limit = Judged, Explain = true };

    /// <summary>At most so many queries, taken evenly from the whole list.</summary>
    private IEnumerable<CorpusQuery> Spread(CorpusQuery[] queries)
    {
        var count = Math.Min(queries.Length, mostPerSet);
        return Enumerable.Range(0, count).Select(i => queries[(long)i * queries.Length / count]);
    }

    private static Dictionary<string, bool> ReadLabels(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "answers.jsonl")))
        {
            return [];
        }

        var rows = CorpusFolder.ReadLines(folder, "answers.jsonl", row => (Id: CorpusFolder.Text(row, "_id"), Label: CorpusFolder.Text(row, "answerable")));
        return rows.Where(row => row.Label is "true" or "false")
            .ToDictionary(row => row.Id, row => row.Label is "true", StringComparer.Ordinal);
    }
}
