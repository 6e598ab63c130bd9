using Footnote.Evaluation.Corpora;
using Footnote.Retrieval.Metrics;
using Footnote.Retrieval.Pipeline;

namespace Footnote.Evaluation.Retrieval;

/// <summary>
/// Measures the retrieval pipeline as it ships on a test collection: each document one passage of title, a blank and text, only judged
/// queries, gains are the grades, the time of a query with its encoding.
/// </summary>
public static class RetrievalEvaluation
{
    /// <summary>Queries run before the clock starts, so that compilation is not measured.</summary>
    private const int WarmUp = 10;

    /// <summary>
    /// Where passage vectors are kept by default: $XDG_CACHE_HOME/footnote/vectors, or .cache/footnote/vectors in the home folder.
    /// </summary>
    /// <param name="cacheHome">The value of XDG_CACHE_HOME; null or empty when it is not set.</param>
    /// <param name="home">The user's home folder.</param>
    public static string DefaultCacheFolder(string? cacheHome, string home) => VectorCache.DefaultFolder(cacheHome, home);

    /// <summary>Runs every judged query one after the other and returns the means.</summary>
    /// <exception cref="InvalidDataException">The folder is no test collection, or has no judged query.</exception>
    /// <exception cref="ArgumentException">The mode needs embeddings and there is no generator.</exception>
    public static async Task<RetrievalEvaluationResult> RunAsync(
        RetrievalEvaluationOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Mode != RetrievalMode.Lexical && options.Embeddings is null)
        {
            throw new ArgumentException($"The mode {options.Mode} needs an embedding generator.", nameof(options));
        }

        var corpus = CorpusFolder.Read(options.Folder);
        corpus = options.InPairs ? corpus.InPairs() : corpus;
        var queries = QueriesOf(corpus, options);
        if (queries.Count == 0)
        {
            throw new InvalidDataException($"None of the queries of {options.Folder} is judged.");
        }

        using var index = await CorpusIndex.BuildAsync(corpus, options, cancellationToken);
        foreach (var query in queries.Take(WarmUp))
        {
            await index.RunAsync(query, options.Mode, cancellationToken);
        }

        return await MeasureAsync(index, corpus, options, cancellationToken);
    }

    private static IReadOnlyList<CorpusQuery> QueriesOf(CorpusFolder corpus, RetrievalEvaluationOptions options) =>
        options.QueryLimit > 0 ? [.. corpus.JudgedQueries.Take(options.QueryLimit)] : corpus.JudgedQueries;

    private static async Task<RetrievalEvaluationResult> MeasureAsync(
        CorpusIndex index, CorpusFolder corpus, RetrievalEvaluationOptions options, CancellationToken cancellationToken)
    {
        var evaluator = new RunEvaluator(corpus.Qrels);
        var measures = new List<QueryMeasures>();
        var times = new List<double>();
        var run = new List<(string QueryId, IReadOnlyList<RunEntry> Entries)>();
        foreach (var query in QueriesOf(corpus, options))
        {
            var (entries, milliseconds) = await index.RunAsync(query, options.Mode, cancellationToken);
            measures.Add(evaluator.Evaluate(query.Id, entries));
            times.Add(milliseconds);
            run.Add((query.Id, entries));
        }

        if (options.RunPath is not null)
        {
            await RunWriter.WriteAsync(options.RunPath, run, cancellationToken);
        }

        var mean = RunEvaluator.Mean(measures);
        times.Sort();
        return new RetrievalEvaluationResult(
            corpus.Name,
            options.Mode.ToString().ToLowerInvariant(),
            measures.Count,
            Math.Round(mean.NdcgAt10, 4),
            Math.Round(mean.RecallAt100, 4),
            Math.Round(mean.MrrAt10, 4),
            Math.Round(Quantile(times, 0.5), 3),
            Math.Round(Quantile(times, 0.99), 3),
            options.CrossEncoder is null ? null : Math.Round(options.Pipeline.CrossEncoder.Weight, 3));
    }

    private static double Quantile(List<double> sorted, double share) =>
        sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(share * sorted.Count) - 1)];
}
