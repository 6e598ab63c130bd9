using Footnote.Evaluation.Corpora;
using Footnote.Evaluation.Retrieval;
using Footnote.Retrieval;
using Footnote.Retrieval.Fusion;
using Footnote.Retrieval.Metrics;
using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Queries;
using Footnote.Retrieval.Reranking;

namespace Footnote.Evaluation.Fitting;

/// <summary>
/// Runs both legs for every judged query of a collection, fuses them with every weight and ranks the head by the terms, as the
/// pipeline does.
/// </summary>
internal sealed class FusionExampleReader(RetrievalEvaluationOptions options)
{
    private readonly RelevanceReranker _relevance = new(options.Pipeline.Relevance);

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
            var ndcg = await MeasureAsync(index, corpus.Qrels.For(query.Id), analyzed, (lexical, dense), cancellationToken);
            examples.Add(new FusionExample(corpus.Name, row, ndcg));
        }

        return examples;
    }

    private async Task<double[]> MeasureAsync(
        CorpusIndex index,
        IReadOnlyDictionary<string, int> judged,
        AnalyzedQuery query,
        (IReadOnlyList<ScoredId> Lexical, IReadOnlyList<ScoredId> Dense) legs,
        CancellationToken cancellationToken)
    {
        var context = new RerankContext(new RetrievalRequest { Query = query.Text }, query, DateTimeOffset.UnixEpoch);
        var ndcg = new double[FusionExample.Steps + 1];
        for (var step = 0; step <= FusionExample.Steps; step++)
        {
            var share = (float)step / FusionExample.Steps;
            var fused = options.Pipeline.Fusion.Fuse(legs.Lexical, legs.Dense, new FusionWeights(1 - share, share));
            var ranked = await RankAsync(index, [.. fused.Take(options.Pipeline.RerankDepth)], context, cancellationToken);
            int[] grades = [.. ranked.Take(10).Select(chunk => judged.GetValueOrDefault(chunk.Content.DocumentId))];
            ndcg[step] = RankingMetrics.NdcgAt(grades, judged.Values, 10);
        }

        return ndcg;
    }

    private async ValueTask<IReadOnlyList<RetrievedChunk>> RankAsync(
        CorpusIndex index, FusedId[] fused, RerankContext context, CancellationToken cancellationToken)
    {
        var contents = await index.Chunks.GetAsync([.. fused.Select(hit => hit.Id)], cancellationToken);
        RetrievedChunk[] head = [.. fused.Zip(contents, (hit, content) => new RetrievedChunk(hit.Id, content, hit.Score))];
        return _relevance.Applies(context) ? await _relevance.RerankAsync(head, context, cancellationToken) : head;
    }
}
