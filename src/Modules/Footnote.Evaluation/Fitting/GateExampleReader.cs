using Footnote.Evaluation.Corpora;
using Footnote.Evaluation.Retrieval;
using Footnote.Retrieval.Reranking;

namespace Footnote.Evaluation.Fitting;

/// <summary>
/// Makes examples for the gate. Where answers.jsonl says of each question whether it is answerable, each gives one example. Elsewhere each
/// judged question whose document is found gives one that is answerable and one with the relevant documents withheld. Every answerable
/// question gives another in which its rarest word is replaced by a name from elsewhere that no document mentions (the near miss of a help
/// centre), and questions of other collections are off topic.
/// </summary>
internal sealed class GateExampleReader(RetrievalEvaluationOptions options, int mostPerSet, ICrossEncoder? crossEncoder = null)
{
    /// <summary>An answerable example must have a relevant document among so many first ones, the depth that the gate judges.</summary>
    private const int Judged = 5;

    /// <param name="foreign">Questions of other collections.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<IReadOnlyList<GateExample>> ReadAsync(IReadOnlyList<string> foreign, CancellationToken cancellationToken)
    {
        var corpus = CorpusFolder.Read(options.Folder);
        var labels = ReadLabels(options.Folder);
        using var index = await CorpusIndex.BuildAsync(corpus, options, cancellationToken);
        var builder = new GateExampleBuilder(index, corpus, options.Mode, Judged, crossEncoder);
        var strangers = Strangers.Find(foreign, index.Vocabulary);
        var queries = labels.Count > 0 ? corpus.Queries.Where(q => labels.ContainsKey(q.Id)) : corpus.JudgedQueries;
        foreach (var (number, query) in Spread([.. queries], mostPerSet).Index())
        {
            builder.Question = number;
            var isAnswered = labels.TryGetValue(query.Id, out var label)
                ? await builder.AddLabelledAsync(query, label, cancellationToken)
                : await builder.AddJudgedAsync(query, cancellationToken);
            if (isAnswered && strangers.Count > 0)
            {
                await builder.AddStrangerAsync(query, strangers[number % strangers.Count], cancellationToken);
            }
        }

        foreach (var (number, question) in Spread(foreign, mostPerSet / 5).Index())
        {
            builder.Question = number;
            await builder.AddOffTopicAsync(question, cancellationToken);
        }

        return builder.Examples;
    }

    /// <summary>At most so many, taken evenly from the whole list.</summary>
    private static IEnumerable<T> Spread<T>(IReadOnlyList<T> list, int most)
    {
        var count = Math.Min(list.Count, most);
        return Enumerable.Range(0, count).Select(i => list[(int)((long)i * list.Count / count)]);
    }

    private static Dictionary<string, bool> ReadLabels(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "answers.jsonl")))
        {
            return [];
        }

        var rows = CorpusFolder.ReadLines(folder, "answers.jsonl", row =>
            (Id: CorpusFolder.Text(row, "_id"), Label: CorpusFolder.Text(row, "answerable")));
        return rows.Where(row => row.Label is "true" or "false")
            .ToDictionary(row => row.Id, row => row.Label is "true", StringComparer.Ordinal);
    }
}
