using Footnote.Evaluation.Corpora;
using Footnote.Evaluation.Retrieval;
using Footnote.Retrieval.Filtering;
using Footnote.Retrieval.Gate;
using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Reranking;

namespace Footnote.Evaluation.Fitting;

/// <summary>Asks questions of one collection and keeps what the gate saw.</summary>
internal sealed class GateExampleBuilder(
    CorpusIndex index, CorpusFolder corpus, RetrievalMode mode, int judged, ICrossEncoder? crossEncoder)
{
    private readonly List<GateExample> _examples = [];

    public IReadOnlyList<GateExample> Examples => _examples;

    /// <summary>The question that the next examples are made of.</summary>
    public int Question { get; set; }

    public async Task<bool> AddLabelledAsync(CorpusQuery query, bool isAnswerable, CancellationToken cancellationToken)
    {
        await AddAsync(GateExampleKind.Labelled, await AskAsync(query.Text, null, cancellationToken), isAnswerable, cancellationToken);
        return isAnswerable;
    }

    /// <summary>Adds nothing and returns false when no relevant document is found.</summary>
    public async Task<bool> AddJudgedAsync(CorpusQuery query, CancellationToken cancellationToken)
    {
        var relevant = corpus.Qrels.For(query.Id).Where(pair => pair.Value > 0).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        var outcome = await AskAsync(query.Text, null, cancellationToken);
        if (!outcome.Chunks.Any(chunk => relevant.Contains(chunk.Content.DocumentId)))
        {
            return false;
        }

        await AddAsync(GateExampleKind.Answered, outcome, true, cancellationToken);
        var others = new IdBitmap(corpus.Documents.Count);
        for (var id = 0; id < corpus.Documents.Count; id++)
        {
            if (!relevant.Contains(corpus.Documents[id].Id))
            {
                others.Set(id);
            }
        }

        await AddAsync(GateExampleKind.Withheld, await AskAsync(query.Text, others, cancellationToken), false, cancellationToken);
        return true;
    }

    public async Task AddStrangerAsync(CorpusQuery query, string stranger, CancellationToken cancellationToken)
    {
        var analyzed = index.Analyze(query.Text);
        if (Strangers.Replace(analyzed, stranger) is { } question)
        {
            await AddAsync(GateExampleKind.Stranger, await AskAsync(question, null, cancellationToken), false, cancellationToken);
        }
    }

    public async Task AddOffTopicAsync(string question, CancellationToken cancellationToken) =>
        await AddAsync(GateExampleKind.OffTopic, await AskAsync(question, null, cancellationToken), false, cancellationToken);

    private ValueTask<RetrievalOutcome> AskAsync(string question, IdBitmap? filter, CancellationToken cancellationToken) =>
        index.RetrieveAsync(
        new RetrievalRequest { Query = question, Mode = mode, Filter = filter, Limit = judged, Explain = true }, cancellationToken);

    private async Task AddAsync(GateExampleKind kind, RetrievalOutcome outcome, bool isAnswerable, CancellationToken cancellationToken)
    {
        double[] row = [.. EvidenceFeatures.Names.Select(name => outcome.Evidence.Features.GetValueOrDefault(name))];
        IReadOnlyList<float> scores = crossEncoder is null || outcome.Chunks.Count == 0
            ? []
            : await crossEncoder.ScoreAsync(outcome.Query.Text, [.. outcome.Chunks.Select(c => c.Content.TitledText)], cancellationToken);
        _examples.Add(new GateExample(corpus.Name, kind, row, isAnswerable) { Question = Question, Scores = scores });
    }
}
