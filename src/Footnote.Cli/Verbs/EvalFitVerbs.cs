using System.CommandLine;
using Footnote.Encoder;
using Footnote.Evaluation.Fitting;
using Footnote.Evaluation.Retrieval;
using Footnote.Retrieval.Gate;
using Footnote.Retrieval.Pipeline;
using Footnote.Server.Embedding;

namespace Footnote.Cli.Verbs;

/// <summary>
/// <c>footnote eval fit-gate</c>, <c>fit-second-look</c> and <c>fit-fusion</c>: make the data files of the evidence gate and of the fusion
/// weights from test collections.
/// </summary>
internal static class EvalFitVerbs
{
    private delegate Task<(string Model, IEnumerable<object> Sets)> Fit(
        IReadOnlyList<RetrievalEvaluationOptions> collections, IReadOnlyList<RetrievalEvaluationOptions> judged, CancellationToken ct);

    public static Command CreateGate() =>
        Create("fit-gate", "Fit the evidence gate on test collections.", async (collections, _, cancellationToken) =>
        {
            var report = await GateFitting.FitAsync(collections, cancellationToken);
            return (report.Model.ToJson(), report.Sets.Cast<object>());
        });

    public static Command CreateSecondLook() =>
        Create("fit-second-look", "Fit the second look on half of the first collection.", async (collections, _, cancellationToken) =>
        {
            using var reader = new PassageReader(CrossEncoder.Load(ModelFolders.Find(ModelFolders.DefaultCrossEncoder)));
            var report = await SecondLookFitting.FitAsync(collections, reader, cancellationToken);
            var model = EvidenceGateModel.BuiltIn with { SecondLook = report.Model };
            return (model.ToJson(), report.Without.Concat(report.With).Cast<object>());
        });

    public static Command CreateFusion() =>
        Create("fit-fusion", "Fit the weights of the legs on test collections.", async (collections, judged, cancellationToken) =>
        {
            var report = await FusionFitting.FitAsync(collections, judged, cancellationToken);
            return (report.Model.ToJson(), report.Sets.Append(FusionFittingSet.MeanOf(report.Sets)).Cast<object>());
        });

    private static Command Create(
        string name,
        string description,
        Fit fitAsync)
    {
        var folders = new Option<DirectoryInfo[]>("--data")
        {
            Description = "Folders in BEIR's layout, two or more.",
            Required = true,
            HelpName = "DIR",
            AllowMultipleArgumentsPerToken = true,
        };
        var judged = new Option<DirectoryInfo[]>("--judge")
        {
            Description = "For fit-fusion: folders that only judge the result.",
            HelpName = "DIR",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var save = new Option<FileInfo>("--save")
        {
            Description = "Write the coefficients to this file.",
            Required = true,
            HelpName = "FILE",
        };
        var model = new Option<string?>("--model")
        {
            Description = $"Encoder by name or folder (default {ModelFolders.DefaultEncoder}).",
            HelpName = "NAME",
        };
        var command = new Command(name, description) { folders, judged, save, model };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var generator = new EncoderEmbeddingGenerator(
                SentenceEncoder.Load(ModelFolders.Find(parsed.GetValue(model)), new EncoderOptions()));
            var collections = parsed.GetRequiredValue(folders).Select(folder => Collection(folder, generator)).ToList();
            var others = (parsed.GetValue(judged) ?? []).Select(folder => Collection(folder, generator)).ToList();
            try
            {
                var (coefficients, sets) = await fitAsync(collections, others, cancellationToken);
                foreach (var set in sets)
                {
                    Shared.WriteJson(set);
                }

                await File.WriteAllTextAsync(parsed.GetRequiredValue(save).FullName, coefficients + "\n", cancellationToken);
            }
            catch (InvalidDataException unusable)
            {
                throw new UsageException(unusable.Message);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static RetrievalEvaluationOptions Collection(DirectoryInfo folder, EncoderEmbeddingGenerator generator) => new()
    {
        Folder = folder.FullName,
        Mode = RetrievalMode.Hybrid,
        Embeddings = generator,
        CountTokens = generator.CountTokens,
        CacheFolder = RetrievalEvaluation.DefaultCacheFolder(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME"), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)),
    };
}
