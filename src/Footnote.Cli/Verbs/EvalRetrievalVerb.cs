using System.CommandLine;
using Footnote.Encoder;
using Footnote.Evaluation.Retrieval;
using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Queries;
using Footnote.Retrieval.Reranking;
using Footnote.Server.Embedding;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote eval retrieval</c>: nDCG, recall and times of the shipped pipeline on a folder in BEIR's layout.</summary>
internal static class EvalRetrievalVerb
{
    private static readonly Option<DirectoryInfo> Folder = new("--data")
    {
        Description = "A folder with corpus.jsonl[.gz], queries.jsonl and qrels.tsv.",
        Required = true,
        HelpName = "DIR",
    };

    private static readonly Option<RetrievalMode> Mode = new("--mode")
    {
        Description = "lexical, dense or hybrid (default).",
        HelpName = "MODE",
        DefaultValueFactory = _ => RetrievalMode.Hybrid,
    };

    private static readonly Option<bool> Careful = new("--careful")
    {
        Description = "Let the cross-encoder read the best candidates of each query.",
    };

    private static readonly Option<float[]> Blend = new("--blend")
    {
        Description = "Shares of the cross-encoder's score, 0 to 1, one line each (default 0.3); implies --careful.",
        HelpName = "SHARE",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Cross = new("--cross")
    {
        Description = $"Cross-encoder by name or folder (default {ModelFolders.DefaultCrossEncoder}).",
        HelpName = "NAME",
    };

    private static readonly Option<int> Queries = new("--queries") { Description = "Run the first N judged queries only.", HelpName = "N" };

    private static readonly Option<string?> Save = new("--save") { Description = "Write the ranking in TREC's format.", HelpName = "RUN" };

    private static readonly Option<string?> Model = new("--model")
    {
        Description = $"Encoder by name or folder (default {ModelFolders.DefaultEncoder}).",
        HelpName = "NAME",
    };

    private static readonly Option<Precision> Arithmetic = new("--precision")
    {
        Description = "int8 (default) or fp32.",
        HelpName = "int8|fp32",
        DefaultValueFactory = _ => Precision.Int8,
    };

    private static readonly Option<bool> Pairs = new("--pairs")
    {
        Description = "Ask each two successive queries as one query of two questions.",
    };

    private static readonly Option<bool> Whole = new("--whole") { Description = "Do not take a query of several questions apart." };

    private static readonly Option<bool> Json = Shared.Json();

    public static Command Create()
    {
        var command = new Command("retrieval", "Run the judged queries of a test collection.")
        {
            Folder, Mode, Careful, Blend, Cross, Queries, Save, Model, Arithmetic, Pairs, Whole, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var mode = parsed.GetValue(Mode);
        var precision = parsed.GetValue(Arithmetic);
        using var generator = mode == RetrievalMode.Lexical
            ? null
            : new EncoderEmbeddingGenerator(
                SentenceEncoder.Load(ModelFolders.Find(parsed.GetValue(Model)), new EncoderOptions { Precision = precision }));
        var shares = SharesOf(parsed);
        using var reader = shares.Length == 0
            ? null
            : new PassageReader(CrossEncoder.Load(
                ModelFolders.Find(parsed.GetValue(Cross) ?? ModelFolders.DefaultCrossEncoder),
                new EncoderOptions { Precision = precision }));
        var options = new RetrievalEvaluationOptions
        {
            Folder = parsed.GetRequiredValue(Folder).FullName,
            Mode = mode,
            Embeddings = generator,
            CountTokens = generator is null ? null : generator.CountTokens,
            CrossEncoder = reader,
            QueryLimit = parsed.GetValue(Queries),
            InPairs = parsed.GetValue(Pairs),
            RunPath = parsed.GetValue(Save),
            CacheFolder = RetrievalEvaluation.DefaultCacheFolder(
                Environment.GetEnvironmentVariable("XDG_CACHE_HOME"), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)),
        };
        foreach (var share in shares.DefaultIfEmpty(new CrossEncoderOptions().Weight))
        {
            var pipeline = new RetrievalOptions
            {
                Analysis = new QueryAnalyzerOptions { Decompose = !parsed.GetValue(Whole) },
                CrossEncoder = new CrossEncoderOptions { Weight = share },
            };
            Write(await EvaluateAsync(options with { Pipeline = pipeline }, cancellationToken), parsed.GetValue(Json));
        }

        return ExitCode.Success;
    }

    private static float[] SharesOf(ParseResult parsed)
    {
        var shares = parsed.GetValue(Blend) ?? [];
        return shares.All(share => share is >= 0 and <= 1)
            ? shares.Length == 0 && parsed.GetValue(Careful) ? [new CrossEncoderOptions().Weight] : shares
            : throw new UsageException("--blend takes shares from 0 to 1.");
    }

    private static void Write(RetrievalEvaluationResult result, bool json)
    {
        if (json)
        {
            Shared.WriteJson(result);
            return;
        }

        var blend = result.CrossWeight is { } weight ? $" with {weight:0.##} of the cross-encoder" : "";
        Console.WriteLine($"{result.Set} {result.Mode}{blend}: nDCG@10 {result.NdcgAt10:0.0000}, "
            + $"recall@100 {result.RecallAt100:0.0000}, MRR@10 {result.MrrAt10:0.0000}");
        Console.WriteLine($"{result.Queries} queries, p50 {result.P50Ms:0.0} ms, p99 {result.P99Ms:0.0} ms");
    }

    private static async Task<RetrievalEvaluationResult> EvaluateAsync(
        RetrievalEvaluationOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await Progress.RunAsync("embedding", report => RetrievalEvaluation.RunAsync(
                options with
                {
                    Progress = new DirectProgress<(int Done, int Total)>(at => report((double)at.Done / Math.Max(1, at.Total), "")),
                },
                cancellationToken));
        }
        catch (InvalidDataException unusable)
        {
            throw new UsageException(unusable.Message);
        }
    }
}
