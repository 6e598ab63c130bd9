using System.CommandLine;
using Footnote.Encoder;
using Footnote.Evaluation.Retrieval;
using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Queries;
using Footnote.Server.Embedding;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote eval retrieval</c>: nDCG, recall and times of the shipped pipeline on a folder in BEIR's layout.</summary>
internal static class EvalRetrievalVerb
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--data")
        {
            Description = "A folder with corpus.jsonl[.gz], queries.jsonl and qrels.tsv.",
            Required = true,
            HelpName = "DIR",
        };
        var mode = new Option<RetrievalMode>("--mode")
        {
            Description = "lexical, dense or hybrid (default).",
            HelpName = "MODE",
            DefaultValueFactory = _ => RetrievalMode.Hybrid,
        };
        var run = new Option<string?>("--save") { Description = "Write the ranking in TREC's format.", HelpName = "RUN" };
        var model = new Option<string?>("--model")
        {
            Description = $"Encoder by name or folder (default {ModelFolders.DefaultEncoder}).",
            HelpName = "NAME",
        };
        var precision = new Option<Precision>("--precision")
        {
            Description = "int8 (default) or fp32.",
            HelpName = "int8|fp32",
            DefaultValueFactory = _ => Precision.Int8,
        };
        var pairs = new Option<bool>("--pairs") { Description = "Ask each two successive queries as one query of two questions." };
        var whole = new Option<bool>("--whole") { Description = "Do not take a query of several questions apart." };
        var json = Shared.Json();
        var command =
            new Command("retrieval", "Run the judged queries of a test collection.")
            {
                folder, mode, run, model, precision, pairs, whole, json,
            };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var chosen = parsed.GetValue(mode);
            using var generator = chosen == RetrievalMode.Lexical
                ? null
                : new EncoderEmbeddingGenerator(SentenceEncoder.Load(
                    ModelFolders.Find(parsed.GetValue(model)), new EncoderOptions { Precision = parsed.GetValue(precision) }));
            var result = await Progress.RunAsync("embedding", report => EvaluateAsync(
                new RetrievalEvaluationOptions
                {
                    Folder = parsed.GetRequiredValue(folder).FullName,
                    Mode = chosen,
                    Embeddings = generator,
                    CountTokens = generator is null ? null : generator.CountTokens,
                    RunPath = parsed.GetValue(run),
                    InPairs = parsed.GetValue(pairs),
                    Pipeline = new RetrievalOptions
                    {
                        Analysis = new QueryAnalyzerOptions { Decompose = !parsed.GetValue(whole) },
                    },
                    CacheFolder = RetrievalEvaluation.DefaultCacheFolder(
                        Environment.GetEnvironmentVariable("XDG_CACHE_HOME"),
                        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)),
                    Progress = new DirectProgress<(int Done, int Total)>(at => report((double)at.Done / Math.Max(1, at.Total), "")),
                },
                cancellationToken));
            if (parsed.GetValue(json))
            {
                Shared.WriteJson(result);
            }
            else
            {
                Console.WriteLine($"{result.Set} {result.Mode}: nDCG@10 {result.NdcgAt10:0.0000}, recall@100 {result.RecallAt100:0.0000}, "
                    + $"MRR@10 {result.MrrAt10:0.0000}");
                Console.WriteLine($"{result.Queries} queries, p50 {result.P50Ms:0.0} ms, p99 {result.P99Ms:0.0} ms");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<RetrievalEvaluationResult> EvaluateAsync(
        RetrievalEvaluationOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await RetrievalEvaluation.RunAsync(options, cancellationToken);
        }
        catch (InvalidDataException unusable)
        {
            throw new UsageException(unusable.Message);
        }
    }
}
