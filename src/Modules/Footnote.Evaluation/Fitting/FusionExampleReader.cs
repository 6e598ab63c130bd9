using Footnote.Evaluation.Corpora;
using Footnote.Evaluation.Retrieval;
using Footnote.Retrieval;
using Footnote.Retrieval.Fusion;
using Footnote.Retrieval.Metrics;

namespace Footnote.Evaluation.Fitting;

/// <summary>Runs both legs for every judged query of a collection and fuses them with every weight.</summary>
internal sealed class FusionExampleReader(RetrievalEvaluationOptions options)
{
    public async Task<IReadOnlyList<FusionExample>> ReadAsync(CancellationToken cancellationToken)
    {
        var corpus = CorpusFolder.Read(options.Folder);
        using var index = await CorpusIndex.BuildAsync(corpus, options, cancellationToken);
        var examples = new List<FusionExample>();
        foreach (var query in corpus.JudgedQueries)
        {
            var analyzed = index.Analyze(query.Text);
            var lexical = await index.Lexical.RetrieveAsync(analyzed, options.Pipeline.Depth, null, cancellationToken);
            var dense = index.Dense is null ? []
                : await index.Dense.RetrieveAsync(analyzed, options.Pipeline.Depth, null, cancellationToken);
            var row = FusionSignals.Read(analyzed, options.CountTokens, lexical, dense);
            examples.Add(new FusionExample(corpus.Name, row, Measure(corpus, query, lexical, dense)));
        }

        return examples;
    }

    private double[] Measure(CorpusFolder corpus, CorpusQuery query, IReadOnlyList<ScoredId> lexical, IReadOnlyList<ScoredId> dense)
    {
        var judged = corpus.Qrels.For(query.Id);
        var ndcg = new double[FusionExample.Steps + 1];
        for (var step = 0; step <= FusionExample.Steps; step++)
        {
            var share = (float)step / FusionExample.Steps;
            var fused = options.Pipeline.Fusion.Fuse(lexical, dense, new FusionWeights(1 - share, share));
            int[] grades = [.. fused.Take(10).Select(hit => judged.GetValueOrDefault(corpus.Documents[hit.Id].Id))];
            ndcg[step] = RankingMetrics.NdcgAt(grades, judged.Values, 10);
        }

        return ndcg;
    }
}
