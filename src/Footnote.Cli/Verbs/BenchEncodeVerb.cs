using System.CommandLine;
using Footnote.Encoder;
using Footnote.Encoder.Benchmarking;
using Footnote.Server.Embedding;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote bench encode</c>: throughput and latency of the sentence encoder, one JSON line a setting.</summary>
internal static class BenchEncodeVerb
{
    public static Command Create()
    {
        var model = new Option<string?>("--model")
        {
            Description = $"Encoder by name or folder (default {ModelFolders.DefaultEncoder}).",
            HelpName = "NAME",
        };
        var precision = Several<Precision>("--precision", "int8 and fp32 (default both).", "int8|fp32");
        var threads = Several<int>("--threads", "Numbers of threads (default 1 and 2).", "N");
        var lengths = Several<int>("--seq", "Tokens of a sequence (default 32, 128 and 256).", "N");
        var batches = Several<int>("--batch", "Sequences of a call (default 1, 8 and 32).", "N");
        var every = new Option<bool>("--every-token")
        {
            Description = "Compute every token in every layer, as runtimes do that do not know what the output is for.",
        };
        var cross = new Option<string?>("--cross")
        {
            Description = $"Measure a cross-encoder, too: by name or folder (default {ModelFolders.DefaultCrossEncoder}).",
            HelpName = "NAME",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = Shared.Json();
        var command = new Command("encode", "Tokens a second of the sentence encoder.")
        {
            model, precision, threads, lengths, batches, every, cross, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var defaults = new EncoderBenchmarkSettings();
            var settings = defaults with
            {
                Precisions = OrDefault(parsed.GetValue(precision), defaults.Precisions),
                Threads = OrDefault(parsed.GetValue(threads), defaults.Threads),
                SequenceLengths = OrDefault(parsed.GetValue(lengths), defaults.SequenceLengths),
                BatchSizes = OrDefault(parsed.GetValue(batches), defaults.BatchSizes),
                EveryToken = parsed.GetValue(every),
            };
            EncoderBenchmark.Run(ModelFolders.Find(parsed.GetValue(model)), settings, Console.WriteLine, cancellationToken);
            if (parsed.GetResult(cross) is not null)
            {
                var folder = ModelFolders.Find(parsed.GetValue(cross) ?? ModelFolders.DefaultCrossEncoder);
                EncoderBenchmark.RunCross(folder, settings, Console.WriteLine, cancellationToken);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static Option<T[]> Several<T>(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help, AllowMultipleArgumentsPerToken = true };

    private static IReadOnlyList<T> OrDefault<T>(T[]? given, IReadOnlyList<T> otherwise) => given is { Length: > 0 } ? given : otherwise;
}
